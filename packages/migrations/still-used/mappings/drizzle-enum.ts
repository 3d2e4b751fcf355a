import type { MappedName, Mapping } from './mapping.ts'

const declaration = /pgEnum\(\s{0,40}['"`]([^'"`]{1,128})['"`],\s{0,40}\[([^\]]{0,4000})\]/g

export const drizzleEnum: Mapping = {
  name: 'Drizzle',
  files: /\.[cm]?[jt]sx?$/,
  words: ['pgEnum('],
  read: (text) =>
    [...text.matchAll(declaration)].flatMap(({ 0: whole, 1: owner = '', 2: list = '', index }) =>
      [...list.matchAll(/['"`]([^'"`]{1,200})['"`]/g)].map(
        (value): MappedName => ({
          kind: 'enum-value',
          owner,
          className: owner,
          names: [value[1] ?? ''],
          offset: index + whole.lastIndexOf('[') + value.index,
        }),
      ),
    ),
}

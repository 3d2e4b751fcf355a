import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const prisma: Mapping = {
  name: 'Prisma',
  files: /\.prisma$/,
  words: ['model ', 'enum '],
  read: (text) => [
    ...readBlocks(text, {
      opens: /^\s{0,8}(?:model|view)\s{1,8}(\w{1,128})/,
      table: /@@map\((?:name:\s{0,4})?"([^"]{1,128})"\)/,
      // The other model of a relation is no column.
      field: /^\s{1,32}(\w{1,128})\s{1,64}\w(?![^\n]{0,1000}@relation\()/,
      column: /\s@map\((?:name:\s{0,4})?"([^"]{1,128})"\)/,
    }),
    ...readBlocks(text, {
      opens: /^\s{0,8}enum\s{1,8}(\w{1,128})/,
      kind: 'enum',
      table: /@@map\((?:name:\s{0,4})?"([^"]{1,128})"\)/,
      field: /^\s{1,32}(\w{1,128})\s{0,64}(?:$|\/\/|@)/,
      column: /\s@map\((?:name:\s{0,4})?"([^"]{1,128})"\)/,
    }),
  ],
}

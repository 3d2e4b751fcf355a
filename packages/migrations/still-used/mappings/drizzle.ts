import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const drizzle: Mapping = {
  name: 'Drizzle',
  files: /\.[cm]?[jt]sx?$/,
  words: ['pgTable(', 'pgSchema(', '.table('],
  read: (text) =>
    readBlocks(text, {
      opens: /(?:const|let|var)\s{1,4}(\w{1,128})\s{0,4}=\s{0,4}(?:pgTable|\w{1,64}\.table)\(/,
      table: /(?:pgTable|\.table)\(\s{0,8}['"`]([^'"`]{1,128})['"`]|^\s{0,16}['"`]([^'"`]{1,128})['"`],/,
      field: /^\s{1,32}(\w{1,128}):\s{0,8}\w/,
      column: /^\s{1,32}\w{1,128}:\s{0,8}\w{1,64}\(\s{0,8}['"`]([^'"`]{1,128})['"`]/,
      deep: true,
    }),
}

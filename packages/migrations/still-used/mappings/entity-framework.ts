import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const entityFramework: Mapping = {
  name: 'Entity Framework',
  files: /\.cs$/,
  words: ['[Table(', '[Column('],
  read: (text) =>
    readBlocks(text, {
      opens:
        /^\s{0,16}(?:(?:public|internal|partial|sealed|abstract)\s{1,4}){0,4}(?:class|record)\s{1,4}(\w{1,128})/,
      table: /\[Table\("([^"]{1,128})"/,
      field:
        /^\s{1,32}(?:(?:public|required|virtual)\s{1,4}){1,3}[\w.<>?,[\]]{1,128}\s{1,4}(\w{1,128})\s{0,4}\{/,
      column: /\[Column\("([^"]{1,128})"/,
    }),
}

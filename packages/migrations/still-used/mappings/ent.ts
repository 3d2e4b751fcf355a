import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const ent: Mapping = {
  name: 'ent',
  files: /\.go$/,
  words: ['entgo.io/ent'],
  read: (text) =>
    readBlocks(text, {
      opens: /^func\s{1,4}\((?:\w{1,32}\s{1,4})?(\w{1,128})\)\s{1,4}Fields\(\)/,
      field: /\bfield\.\w{1,32}\(\s{0,8}"([^"]{1,128})"/,
      column: /StorageKey\("([^"]{1,128})"\)/,
      deep: true,
    }),
}

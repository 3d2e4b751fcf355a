import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const ecto: Mapping = {
  name: 'Ecto',
  files: /\.exs?$/,
  words: ['Ecto.Schema'],
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{1,16}schema\s{1,4}\(?"([^"]{1,128})"/,
      opensTable: true,
      field: /^\s{1,32}field\(?\s{0,4}:(\w{1,128})/,
      column: /source:\s{0,4}:(\w{1,128})/,
    }),
}

import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const diesel: Mapping = {
  name: 'Diesel',
  files: /\.rs$/,
  words: ['table!', 'Insertable', 'Queryable', 'Identifiable', 'AsChangeset'],
  read: (text) => [
    ...readBlocks(text, {
      opens: /^\s{1,32}(?:\w{1,64}\.)?(\w{1,128})\s{0,4}\([\w,\s]{0,200}\)\s{0,4}\{/,
      opensTable: true,
      field: /^\s{1,32}(?:r#)?(\w{1,128})\s{0,4}->\s/,
      column: /#\[sql_name\s{0,4}=\s{0,4}"([^"]{1,128})"\]/,
    }),
    ...readBlocks(text, {
      opens: /^\s{0,16}(?:pub\s{1,4})?struct\s{1,4}(\w{1,128})/,
      table: /(?:diesel\(|\[)[^\n]{0,200}?table_name\s{0,4}=\s{0,4}"?(?:[\w:]{0,100}::)?(\w{1,128})/,
      field: /^\s{1,32}(?:pub(?:\(\w{1,16}\))?\s{1,4})?(?:r#)?(\w{1,128}):\s/,
      column: /column_name\s{0,4}=\s{0,4}"?(\w{1,128})/,
    }).filter(({ owner }) => owner !== undefined),
  ],
}

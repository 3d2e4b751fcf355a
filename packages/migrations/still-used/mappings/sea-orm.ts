import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const seaOrm: Mapping = {
  name: 'SeaORM',
  files: /\.rs$/,
  words: ['sea_orm'],
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{0,16}pub\s{1,4}struct\s{1,4}(\w{1,128})/,
      table: /#\[sea_orm\([^\n]{0,200}?table_name\s{0,4}=\s{0,4}"([^"]{1,128})"/,
      field: /^\s{1,32}pub\s{1,4}(?:r#)?(\w{1,128}):\s/,
      column: /#\[sea_orm\([^\n]{0,200}?column_name\s{0,4}=\s{0,4}"([^"]{1,128})"/,
    }).filter(({ owner }) => owner !== undefined),
}

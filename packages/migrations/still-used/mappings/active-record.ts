import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

/** Rails' dump of the schema, which the next change of another column would bring back. */
export const activeRecord: Mapping = {
  name: 'ActiveRecord',
  files: /(?:^|\/)\w{0,64}schema\.rb$/,
  words: ['create_table'],
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{0,16}create_table\s{1,4}["':](\w{1,128})/,
      opensTable: true,
      field: /^\s{1,32}t\.\w{1,64}\s{1,8}["':](\w{1,128})/,
    }),
}

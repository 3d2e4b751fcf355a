import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const activeRecordModel: Mapping = {
  name: 'ActiveRecord',
  files: /\.rb$/,
  words: ['ApplicationRecord', 'ActiveRecord::Base'],
  read: (text) =>
    readBlocks(text, {
      opens:
        /^\s{0,16}class\s{1,4}(?:\w{1,64}::){0,4}(\w{1,128})\s{0,4}<\s{0,4}(?:ApplicationRecord|ActiveRecord::Base)/,
      table: /self\.table_name\s{0,4}=\s{0,4}['"]([^'"]{1,128})['"]/,
      field:
        /^\s{1,32}(?:validates|enum|attribute|alias_attribute|serialize|encrypts|has_secure_password|normalizes)\s{1,4}:(\w{1,128})/,
    }),
}

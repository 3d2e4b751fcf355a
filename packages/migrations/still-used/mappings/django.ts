import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const django: Mapping = {
  name: 'Django',
  files: /\.py$/,
  words: ['django', 'models.Model'],
  prefixed: true,
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{0,16}class\s{1,4}(\w{1,128})\s{0,4}\(/,
      table: /^\s{1,32}db_table\s{0,4}=\s{0,4}['"]([^'"]{1,128})['"]/,
      field:
        /^\s{1,32}(\w{1,128})\s{0,4}(?::[^=\n]{0,200})?=\s{0,4}(?:\w{1,32}\.)?\w{0,64}(?:Field|ForeignKey)\(/,
      column: /db_column\s{0,4}=\s{0,4}['"]([^'"]{1,128})['"]/,
    }).map((name) =>
      // A foreign key's column is the field's name with `_id`.
      name.kind === 'column' && name.names.length > 1
        ? { ...name, names: [...name.names, `${name.names[0]}_id`] }
        : name,
    ),
}

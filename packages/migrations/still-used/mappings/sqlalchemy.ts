import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const sqlalchemy: Mapping = {
  name: 'SQLAlchemy',
  files: /\.py$/,
  words: ['sqlalchemy', 'sqlmodel', 'SQLModel', 'db.Column'],
  read: (text) => [
    ...readBlocks(text, {
      opens: /^\s{0,16}class\s{1,4}(\w{1,128})\s{0,4}\(/,
      table: /^\s{1,32}__tablename__\s{0,4}=\s{0,4}['"]([^'"]{1,128})['"]/,
      field:
        /^\s{1,32}(\w{1,128})\s{0,4}(?::[^=\n]{0,200})?=\s{0,4}(?:\w{1,32}\.)?(?:Column|mapped_column|Field|deferred)\(/,
      column: /(?:Column|mapped_column)\(\s{0,8}['"]([^'"]{1,128})['"]/,
    }),
    ...readBlocks(text, {
      opens: /^\s{0,16}(\w{1,128})\s{0,4}=\s{0,4}(?:\w{1,32}\.)?Table\(/,
      table: /Table\(\s{0,8}['"]([^'"]{1,128})['"]|^\s{1,32}['"]([^'"]{1,128})['"],\s{0,4}$/,
      field: /^\s{1,32}(?:\w{1,32}\.)?Column\(\s{0,8}['"]([^'"]{1,128})['"]/,
    }),
  ],
}

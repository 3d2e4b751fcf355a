import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const eloquent: Mapping = {
  name: 'Eloquent',
  files: /\.php$/,
  words: ['Eloquent', 'Doctrine', 'ORM\\'],
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{0,16}(?:(?:final|abstract)\s{1,4})?class\s{1,4}(\w{1,128})/,
      table:
        /\$table\s{0,4}=\s{0,4}['"]([^'"]{1,128})['"]|ORM\\Table\([^)\n]{0,80}?name\s{0,4}[:=]\s{0,4}['"]([^'"]{1,128})['"]/,
      // The entries of $fillable, $casts and $hidden, and Doctrine's properties.
      field:
        /^\s{1,32}(?:['"](\w{1,128})['"]\s{0,4}(?:,|=>|$)|(?:private|protected|public)\s{1,4}[\w?|\\]{1,64}\s{1,4}\$(\w{1,128}))/,
      column: /ORM\\Column\([^)\n]{0,120}?name\s{0,4}[:=]\s{0,4}['"]([^'"]{1,128})['"]/,
      deep: true,
    }),
}

import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

/** Fields with a tag of sqlx, scany, gorm, bun, go-pg or xorm; gorm's fields without one as well. */
export const goStructs: Mapping = {
  name: 'Go struct tags',
  files: /\.go$/,
  partial: true,
  words: ['db:"', 'gorm', 'bun:"', 'pg:"', 'xorm:"'],
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{0,16}type\s{1,4}(\w{1,128})\s{1,4}struct\b/,
      table:
        /bun\.BaseModel[^\n]{0,20}`bun:"table:([\w.]{1,128})|tableName\s{1,8}struct\{\}[^\n]{0,20}`\w{1,8}:"([\w.]{1,128})/,
      field: /^\s{1,32}(\w{1,128})\s{1,64}[\w*[\].]/,
      column: /(?:\bdb:"|column:|\bbun:"|\bpg:")([\w]{1,128})/,
      ...(!/\bgorm\b/.test(text) && { fieldIsColumn: false as const }),
    }),
}

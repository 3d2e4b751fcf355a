import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

/** Also MikroORM and sequelize-typescript, whose decorators look alike. */
export const typeorm: Mapping = {
  name: 'TypeORM',
  files: /\.[cm]?[jt]s$/,
  words: ['@Entity', '@Table', '@Column', '@Property'],
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{0,16}(?:export\s{1,4})?(?:default\s{1,4})?(?:abstract\s{1,4})?class\s{1,4}(\w{1,128})/,
      table:
        /@(?:Entity|Table)\((?:\{[^}\n]{0,200}(?:name|tableName):\s{0,4})?\s{0,4}['"`]([^'"`]{1,128})['"`]/,
      field:
        /^\s{1,32}(?:@\w{1,64}\([^\n]{0,400}\)\s{1,4})?(?:(?:public|private|protected|readonly|declare)\s{1,4}){0,3}(\w{1,128})[!?]?:\s/,
      column:
        /@\w{0,64}(?:Column|Property)\w{0,64}\((?:\{[^}\n]{0,200}(?:name|field|fieldName):\s{0,4})?\s{0,4}['"`](\w{1,128})['"`]\s{0,4}[,})]/,
    }),
}

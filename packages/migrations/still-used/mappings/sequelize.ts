import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

export const sequelize: Mapping = {
  name: 'Sequelize',
  files: /\.[cm]?[jt]s$/,
  words: ['sequelize', 'Sequelize'],
  read: (text) =>
    readBlocks(text, {
      opens: /(?:\.define\(\s{0,8}['"`](\w{1,128})|^\s{0,16}(\w{1,128})\.init\()/,
      table: /tableName:\s{0,4}['"`]([^'"`]{1,128})['"`]/,
      field: /^\s{1,32}(\w{1,128}):\s{0,4}(?:\{|DataTypes|Sequelize|INTEGER|STRING)/,
      column: /field:\s{0,4}['"`]([^'"`]{1,128})['"`]/,
    }),
}

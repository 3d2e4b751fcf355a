import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const banMoney: Rule = {
  id: 'ban-money',
  finds: 'new columns of money',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(({ column }) => column.type === 'money')
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is money, which depends on lc_monetary.`,
      remedy: 'Use numeric.',
    }
  },
}

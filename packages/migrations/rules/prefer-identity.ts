import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'
import { isSerial } from './serial.ts'

export const preferIdentity: Rule = {
  id: 'prefer-identity',
  finds: 'new columns of serial',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(({ column }) => isSerial(column.type))
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is serial, which leaves a sequence with its own owner and grants.`,
      remedy: 'Use GENERATED … AS IDENTITY.',
    }
  },
}

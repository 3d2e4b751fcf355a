import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const preferBigintKey: Rule = {
  id: 'prefer-bigint-key',
  finds: 'a primary key of integer or smallint, which may run out',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    for (const { table, column } of newColumns(action)) {
      const key =
        column.constraints.some(({ kind }) => kind === 'primary-key') ||
        (action.kind === 'create-table' &&
          action.constraints.some(
            ({ kind, columns }) => kind === 'primary-key' && columns.join() === column.name,
          ))
      if (!key || !/^(int[24]|(small)?serial[24]?)$/.test(column.type)) continue
      return {
        table,
        subject: `${table}.${column.name}`,
        message: `${table}.${column.name} runs out at ${/2|small/.test(column.type) ? '32,767' : '2,147,483,647'}, and widening a key later rewrites the table.`,
        remedy: 'Use bigint.',
      }
    }
    return undefined
  },
}

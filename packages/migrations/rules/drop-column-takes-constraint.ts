import type { Rule } from './rule.ts'

export const dropColumnTakesConstraint: Rule = {
  id: 'drop-column-takes-constraint',
  finds: 'DROP COLUMN, which silently drops keys, constraints and indexes of the column',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop-column' || context.isNew(action.table)) return undefined
    const { table, column } = action
    const gone = [
      ...[...(context.schema.table(table)?.constraints.values() ?? [])]
        .filter(
          ({ kind, columns, mentions }) => kind !== 'not-null' && [...columns, ...mentions].includes(column),
        )
        .map(({ name, kind }) => `${kind.replace('-', ' ')} ${name}`),
      ...context.schema
        .indexesOf(table)
        .filter((index) => index.constraint === undefined && index.columns?.includes(column))
        .map(({ name }) => `index ${name}`),
    ]
    if (gone.length === 0) return undefined
    return {
      table,
      subject: `${table}.${column}`,
      message: `With ${column} PostgreSQL silently drops ${gone.join(', ')}.`,
      remedy: 'Drop each of them by name first, so that it is seen to be meant.',
    }
  },
}

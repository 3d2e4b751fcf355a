import type { Rule } from './rule.ts'

export const sequenceNotReset: Rule = {
  id: 'sequence-not-reset',
  finds: 'rows inserted with numbers of their own beside a sequence that does not know of them',
  level: 'note',
  check: 'rules',
  once: true,
  match: (action, context) => {
    if (action.kind !== 'insert' || context.isNew(action.table)) return undefined
    const known = context.schema.table(action.table)?.columns
    const column = action.columns.find((name) => known?.get(name)?.generatedKey)
    if (column === undefined) return undefined
    const reset = context.file
      .slice(context.position + 1)
      .some(({ sql }) => /\bsetval\b|\brestart\b/i.test(sql))
    if (reset) return undefined
    return {
      table: action.table,
      subject: `${action.table}.${column}`,
      message: `${column} of ${action.table} is counted by a sequence, which will give the same numbers later (23505).`,
      remedy: `Leave ${column} out, or set the sequence with setval afterwards.`,
    }
  },
}

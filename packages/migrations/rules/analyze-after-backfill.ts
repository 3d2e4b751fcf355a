import type { Rule } from './rule.ts'

export const analyzeAfterBackfill: Rule = {
  id: 'analyze-after-backfill',
  finds: 'a whole table updated without ANALYZE after it',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'update' || action.filtered || context.isNew(action.table)) return undefined
    const analysed = context.file
      .slice(context.position + 1)
      .some(({ actions }) =>
        actions.some(
          (other) => other.kind === 'vacuum' || (other.kind === 'other' && other.node === 'VacuumStmt'),
        ),
      )
    if (analysed) return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `Until autovacuum comes by, plans for ${action.table} go by what its columns held before.`,
      remedy: `ANALYZE ${action.table} after it.`,
    }
  },
}

import type { Rule } from './rule.ts'

export const buildThenRewrite: Rule = {
  id: 'build-then-rewrite',
  finds: 'an index that is built and then built again by a later statement of the change',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  once: true,
  match: (action, context) => {
    const rewrites =
      action.kind === 'alter-column-type' || (action.kind === 'alter-table' && /^set-/.test(action.change))
    if (!rewrites || context.isNew(action.table) || !context.isIndexed(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.kind}`,
      message: `This change has built an index on ${action.table} before, and a rewrite now builds all its indexes again.`,
      remedy: 'Build the index afterwards.',
    }
  },
}

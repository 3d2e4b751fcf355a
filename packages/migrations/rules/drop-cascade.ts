import type { Rule } from './rule.ts'

export const dropCascade: Rule = {
  id: 'drop-cascade',
  finds: 'CASCADE',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    const cascade =
      (action.kind === 'drop' || action.kind === 'drop-column' || action.kind === 'drop-constraint') &&
      action.cascade
    if (!cascade) return undefined
    const name =
      action.kind === 'drop'
        ? action.name
        : `${action.table}.${action.kind === 'drop-column' ? action.column : action.name}`
    if (context.isNew(action.kind === 'drop' ? name : action.table)) return undefined
    return {
      subject: name,
      message: `CASCADE also drops whatever depends on ${name}: views, foreign keys, functions, row-security policies.`,
      remedy: 'Name each dependent object and drop it by itself.',
    }
  },
}

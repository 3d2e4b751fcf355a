import type { Rule } from './rule.ts'

export const viewColumnRemoved: Rule = {
  id: 'view-column-removed',
  finds: 'a view that loses a column',
  level: 'warning',
  check: 'rules',
  once: true,
  match: (action, context) => {
    if (action.kind !== 'create-view' && action.kind !== 'drop') return undefined
    const name = action.kind === 'drop' ? action.name : action.view
    const old = context.schema.view(name)?.columns
    const now = context.final.view(name)?.columns
    if (old === undefined || now === undefined || context.isNew(name)) return undefined
    const gone = old.filter((column) => !now.includes(column))
    if (gone.length === 0) return undefined
    const refused = action.kind === 'create-view' && action.replace && !action.materialized
    return {
      table: name,
      subject: name,
      ...(refused && { level: 'error' as const, claim: 'refused' as const }),
      message: refused
        ? `CREATE OR REPLACE VIEW cannot take ${gone.join(', ')} out of ${name} (42P16).`
        : `${name} loses ${gone.join(', ')}: while the old version still runs, its queries for that fail.`,
      remedy: refused
        ? 'Keep the column, or DROP VIEW first once no running version reads it.'
        : 'Keep the column until no running version reads it.',
    }
  },
}

import type { Rule } from './rule.ts'

export const ifNotExistsSkips: Rule = {
  id: 'if-not-exists-skips',
  finds:
    'IF NOT EXISTS where an earlier migration has made the object, so that the new definition is ignored',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if ((action.kind !== 'create-table' && action.kind !== 'create-index') || !action.ifNotExists)
      return undefined
    const name = action.kind === 'create-table' ? action.table : action.name
    if (name === undefined || context.isNew(name)) return undefined
    const known = action.kind === 'create-table' ? context.schema.table(name) : context.schema.index(name)
    if (known === undefined) return undefined
    return {
      subject: name,
      message: `${name} exists already, so IF NOT EXISTS makes this do nothing: whatever is different here is ignored.`,
      remedy: 'Alter what exists, or leave the statement out.',
    }
  },
}

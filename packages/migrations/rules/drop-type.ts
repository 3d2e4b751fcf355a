import type { Rule } from './rule.ts'

export const dropType: Rule = {
  id: 'drop-type',
  finds: 'DROP TYPE or DROP DOMAIN of an old type',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop' || (action.what !== 'type' && action.what !== 'domain')) return undefined
    if (context.isNew(action.name)) return undefined
    return {
      subject: action.name,
      message: `The old version may still name the type ${action.name}, in casts and in prepared statements${action.cascade ? '; CASCADE also drops every column of this type, with its values' : ''}.`,
      remedy: 'Drop it once no running version names it.',
    }
  },
}

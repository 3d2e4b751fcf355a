import type { Rule } from './rule.ts'

export const enumValueOrdering: Rule = {
  id: 'enum-value-ordering',
  finds: 'ADD VALUE without BEFORE or AFTER',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'add-enum-value' || action.placed || context.isNew(action.type)) return undefined
    return {
      subject: `${action.type} ${action.value}`,
      message: `${action.value} sorts after all values that ${action.type} has.`,
      remedy: 'Say BEFORE or AFTER which value it stands.',
    }
  },
}

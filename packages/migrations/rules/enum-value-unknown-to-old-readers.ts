import type { Rule } from './rule.ts'

export const enumValueUnknownToOldReaders: Rule = {
  id: 'enum-value-unknown-to-old-readers',
  finds: 'a new enum value, which the old version does not know',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'add-enum-value' || context.isNew(action.type)) return undefined
    return {
      subject: `${action.type} ${action.value}`,
      message: `The old version does not know ${action.value} of ${action.type}: rows that hold it may make it fail, and the value cannot be removed again.`,
      remedy: 'Write the value only from the release after the one that can read it.',
    }
  },
}

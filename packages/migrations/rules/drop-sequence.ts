import type { Rule } from './rule.ts'

export const dropSequence: Rule = {
  id: 'drop-sequence',
  finds: 'DROP SEQUENCE: where it stood is lost',
  level: 'warning',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'sequence' || context.isNew(action.name)) return undefined
    return {
      subject: action.name,
      message: `DROP SEQUENCE ${action.name} loses the number that it had reached; a new one begins at 1 and gives numbers that exist.`,
      remedy: 'Note its last value, and set the successor to it.',
    }
  },
}

import type { Rule } from './rule.ts'

export const creatingEnum: Rule = {
  id: 'creating-enum',
  finds: 'a new enum type',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    if (action.kind !== 'create-type' || action.class !== 'enum') return undefined
    return {
      subject: action.name,
      message: `Values of ${action.name} can be added, and never be removed.`,
      remedy: 'Use a lookup table, or text with a CHECK.',
    }
  },
}

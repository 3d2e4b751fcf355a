import type { Rule } from './rule.ts'

export const renameEnumValue: Rule = {
  id: 'rename-enum-value',
  finds: 'RENAME VALUE of an enum',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'rename' || action.what !== 'enum-value' || context.isNew(action.on)) return undefined
    return {
      subject: `${action.on} ${action.from}`,
      message: `While the old version still runs, it reads and writes ${action.from}, which ${action.on} no longer has.`,
      remedy: 'Add the new value, move the rows, and stop using the old value.',
    }
  },
}

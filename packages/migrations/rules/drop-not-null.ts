import type { Rule } from './rule.ts'

export const dropNotNull: Rule = {
  id: 'drop-not-null',
  finds: 'DROP NOT NULL: readers may meet NULL, and it cannot be taken back once there is one',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'alter-column' || action.change !== 'drop-not-null' || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column}`,
      message: `${action.column} of ${action.table} may be NULL from now on: the old version may not expect it, and SET NOT NULL in the down migration fails once there is one.`,
      remedy: 'Write NULL only from a release whose predecessor can read it.',
    }
  },
}

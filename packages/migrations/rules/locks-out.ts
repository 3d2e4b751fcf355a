import type { Action } from '@operator/postgres'

/** True for actions that hold ACCESS EXCLUSIVE on their table until the transaction ends. */
export function locksOut(action: Action): boolean {
  switch (action.kind) {
    case 'add-column':
    case 'drop-column':
    case 'alter-column':
    case 'alter-column-type':
    case 'alter-table':
    case 'drop-constraint':
    case 'row-security':
      return true
    case 'add-constraint':
      return action.constraint.kind !== 'foreign-key'
    default:
      return false
  }
}

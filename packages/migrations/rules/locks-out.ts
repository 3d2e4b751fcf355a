import type { Action } from '@operator/postgres'

/** Changes that take SHARE ROW EXCLUSIVE or SHARE UPDATE EXCLUSIVE. */
const weaker: ReadonlySet<string> = new Set([
  'disable-trigger',
  'enable-trigger',
  'autovacuum-off',
  'set-options',
])

/** True for actions that hold ACCESS EXCLUSIVE on their table until the transaction ends. */
export function locksOut(action: Action): boolean {
  switch (action.kind) {
    case 'add-column':
    case 'drop-column':
    case 'alter-column':
    case 'alter-column-type':
    case 'drop-constraint':
    case 'row-security':
    case 'create-rule':
    case 'create-policy':
    case 'alter-policy':
      return true
    case 'drop':
      return action.what === 'policy' || action.what === 'trigger'
    case 'alter-table':
      return !weaker.has(action.change)
    case 'add-constraint':
      return action.constraint.kind !== 'foreign-key'
    default:
      return false
  }
}

import type { Action } from '@operator/postgres'

/** False for what fails, or does something else, when it is run a second time. */
export function isRepeatable(action: Action): boolean {
  switch (action.kind) {
    case 'create-table':
    case 'create-index':
    case 'add-column':
    case 'add-enum-value':
      return action.ifNotExists
    case 'create-view':
    case 'create-function':
      return action.replace
    case 'drop':
    case 'drop-column':
    case 'drop-constraint':
      return action.ifExists
    case 'add-constraint':
    case 'rename':
    case 'attach-partition':
    case 'detach-partition':
    case 'create-policy':
    case 'create-trigger':
    case 'create-sequence':
    case 'create-type':
    case 'insert':
      return false
    default:
      return true
  }
}

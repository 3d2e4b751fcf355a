import type { Action, RelationName } from '@operator/postgres'

/** What the statements so far have established; fed with base and change in the order in which they run. */
export interface RuleFacts {
  learn(action: Action, fromChange: boolean): void
  isNew(name: RelationName): boolean
  isNewColumn(table: RelationName, column: string): boolean
  provenNotNull(table: RelationName, column: string): boolean
}

export function gatherFacts(): RuleFacts {
  const created = new Set<string>()
  const columns = new Set<string>()
  const checks = new Map<string, { table: string; column: string; valid: boolean }>()
  return {
    learn(action, fromChange) {
      if (fromChange) for (const name of createdNames(action)) created.add(name)
      if (fromChange && action.kind === 'add-column') columns.add(`${action.table}.${action.column.name}`)
      if (fromChange && action.kind === 'rename' && created.has(action.on)) created.add(action.to)
      if (action.kind === 'drop' && action.what === 'table') created.delete(action.name)
      if (action.kind === 'add-constraint') {
        const { constraint, table } = action
        const column = constraint.kind === 'not-null' ? constraint.columns[0] : constraint.provesNotNull
        if (column !== undefined && constraint.enforced) {
          checks.set(`${table} ${constraint.name ?? column}`, { table, column, valid: !constraint.notValid })
        }
      }
      if (action.kind === 'validate-constraint') {
        const check = checks.get(`${action.table} ${action.name}`)
        if (check) check.valid = true
      }
      if (action.kind === 'drop-constraint') checks.delete(`${action.table} ${action.name}`)
    },
    isNew: (name) => created.has(name),
    isNewColumn: (table, column) => columns.has(`${table}.${column}`),
    provenNotNull: (table, column) =>
      [...checks.values()].some((check) => check.table === table && check.column === column && check.valid),
  }
}

function createdNames(action: Action): string[] {
  switch (action.kind) {
    case 'create-table':
      return [action.table]
    case 'create-view':
      return [action.view]
    case 'create-index':
      return action.name === undefined ? [] : [action.name]
    case 'create-type':
    case 'create-schema':
      return [action.name]
    default:
      return []
  }
}

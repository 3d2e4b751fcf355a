import type { Action, RelationName } from '@operator/postgres'
import { mayDelete, mayWrite } from './may-write.ts'
import { constraintName } from './schema/constraint-name.ts'

/** What the statements so far have established; fed with base and change in the order in which they run. */
export interface RuleFacts {
  /** `sql` is the statement's own text. */
  learn(action: Action, fromChange: boolean, sql: string): void
  isNew(name: RelationName): boolean
  isNewColumn(table: RelationName, column: string): boolean
  isNewConstraint(table: RelationName, name: string): boolean
  isNewFunction(name: string): boolean
  isIndexed(table: RelationName): boolean
  provenNotNull(table: RelationName, column: string): boolean
  /** Whether this text, or a function that it names or calls, could write to rows that exist. */
  mayWrite(sql: string, calls: readonly string[]): boolean
  mayDelete(sql: string, calls: readonly string[]): boolean
}

export function gatherFacts(): RuleFacts {
  const created = new Set<string>()
  const columns = new Set<string>()
  const functions = new Map<string, readonly string[]>()
  const newFunctions = new Set<string>()
  const constraints = new Set<string>()
  const indexed = new Set<string>()
  const checks = new Map<string, { table: string; column: string; valid: boolean }>()
  return {
    learn(action, fromChange, sql) {
      if (action.kind === 'create-function') {
        const name = bareName(action.name)
        if (fromChange && !functions.has(name)) newFunctions.add(action.name)
        functions.set(name, [...(functions.get(name) ?? []), sql])
      }
      if (fromChange) for (const name of createdNames(action)) created.add(name)
      if (fromChange && action.kind === 'add-column') columns.add(`${action.table}.${action.column.name}`)
      if (fromChange && action.kind === 'add-constraint')
        constraints.add(`${action.table} ${constraintName(action.table, action.constraint)}`)
      if (fromChange && action.kind === 'create-index') indexed.add(action.table)
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
    isNewConstraint: (table, name) => constraints.has(`${table} ${name}`),
    isNewFunction: (name) => newFunctions.has(name),
    isIndexed: (table) => indexed.has(table),
    isNewColumn: (table, column) => columns.has(`${table}.${column}`),
    provenNotNull: (table, column) =>
      [...checks.values()].some((check) => check.table === table && check.column === column && check.valid),
    mayWrite: (sql, calls) => [sql, ...reachedBodies(sql, calls, functions)].some(mayWrite),
    mayDelete: (sql, calls) => [sql, ...reachedBodies(sql, calls, functions)].some(mayDelete),
  }
}

/** A body names what it calls by words; the schema and the arguments are left out, so that more is reached rather than less. */
function reachedBodies(
  sql: string,
  calls: readonly string[],
  functions: ReadonlyMap<string, readonly string[]>,
): string[] {
  const reached = new Set(calls.map(bareName))
  const named = (text: string) =>
    (text.toLowerCase().match(/[\w$]+/g) ?? []).filter((word) => functions.has(word))
  for (const word of named(sql)) reached.add(word)
  // A set gives what is added while it is walked as well.
  for (const name of reached)
    for (const body of functions.get(name) ?? []) for (const word of named(body)) reached.add(word)
  return [...reached].flatMap((name) => functions.get(name) ?? [])
}

function bareName(name: string): string {
  return (name.split('.').at(-1) ?? name).toLowerCase()
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
    case 'create-sequence':
    case 'create-extension':
      return [action.name]
    default:
      return []
  }
}

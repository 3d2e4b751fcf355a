import type { Action, RelationName } from '@operator/postgres'
import type { FailedStatement, RehearsalLog } from '@operator/rehearsal'
import type { ParsedScript } from './script.ts'

/**
 * Merged statements that did not run here and that the change has nothing to do with: all that they name is known, and the change
 * neither names nor locks any of it. One whose reach is not known is never among them.
 */
export function findSetAside(
  log: RehearsalLog,
  base: readonly ParsedScript[],
  change: readonly ParsedScript[],
): FailedStatement[] {
  const scripts = new Map(base.map((parsed) => [parsed.script.path, parsed]))
  const touched = new Set(log.measurements.flatMap(({ locks }) => locks.map(({ relation }) => relation)))
  for (const action of change.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions)))
    for (const name of namesOf(action) ?? []) touched.add(name)
  return log.skipped.filter(({ path, statement }) => {
    const actions = scripts.get(path)?.statements[statement]?.actions
    if (actions === undefined) return false
    const names = actions.map(namesOf)
    return names.every((list) => list?.every((name) => !touched.has(name)))
  })
}

/** Every relation that an action speaks of; undefined where it may reach others. A type that is missing shows by itself. */
function namesOf(action: Action): RelationName[] | undefined {
  switch (action.kind) {
    case 'create-table':
      return [
        action.table,
        ...(action.partitionOf === undefined ? [] : [action.partitionOf]),
        ...[...action.constraints, ...action.columns.flatMap(({ constraints }) => constraints)].flatMap(
          ({ references }) => references ?? [],
        ),
      ]
    case 'add-constraint':
      return [action.table, ...(action.constraint.references ? [action.constraint.references] : [])]
    case 'add-column':
      return [action.table, ...action.column.constraints.flatMap(({ references }) => references ?? [])]
    case 'create-index':
      return action.name === undefined ? [action.table] : [action.table, action.name]
    case 'drop-column':
    case 'drop-constraint':
    case 'alter-column':
    case 'alter-column-type':
    case 'validate-constraint':
    case 'row-security':
    case 'alter-table':
    case 'create-policy':
    case 'alter-policy':
    case 'delete':
    case 'update':
    case 'insert':
      return [action.table]
    case 'attach-partition':
    case 'detach-partition':
      return [action.table, action.partition]
    case 'rename':
      return action.what === 'table' || action.what === 'column' ? [action.on, action.to] : [action.on]
    case 'drop':
      return action.table === undefined ? [action.name] : [action.name, action.table]
    case 'create-type':
    case 'create-extension':
      return [action.name]
    case 'add-enum-value':
      return [action.type]
    default:
      return undefined
  }
}

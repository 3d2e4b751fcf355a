import type { Action, RelationName } from '@operator/postgres'
import { locksOut } from './rules/locks-out.ts'

/** What the statements so far have done in one transaction. */
export interface TransactionFacts {
  /** Old tables that are under ACCESS EXCLUSIVE until the transaction ends. */
  readonly lockedOut: ReadonlySet<RelationName>
  /** Old tables that new foreign keys refer to: under SHARE ROW EXCLUSIVE until the transaction ends. */
  readonly parents: ReadonlySet<RelationName>
  /** `table name` of constraints that were added. */
  readonly constraints: ReadonlySet<string>
  /** Values that were added to old types. */
  readonly enumValues: readonly string[]
  readonly settings: ReadonlySet<string>
}

export interface LearningTransaction extends TransactionFacts {
  /** `isNew` as it was before the statement. */
  learn(action: Action, isNew: (name: RelationName) => boolean): void
}

export function beginTransaction(): LearningTransaction {
  const lockedOut = new Set<RelationName>()
  const parents = new Set<RelationName>()
  const constraints = new Set<string>()
  const enumValues: string[] = []
  const settings = new Set<string>()
  return {
    lockedOut,
    parents,
    constraints,
    enumValues,
    settings,
    learn(action, isNew) {
      if (locksOut(action) && 'table' in action && action.table !== undefined && !isNew(action.table))
        lockedOut.add(action.table)
      for (const parent of referencedBy(action)) if (!isNew(parent)) parents.add(parent)
      if (action.kind === 'add-constraint' && action.constraint.name !== undefined)
        constraints.add(`${action.table} ${action.constraint.name}`)
      if (action.kind === 'add-enum-value' && !isNew(action.type)) enumValues.push(action.value)
      if (action.kind === 'set') settings.add(action.name)
    },
  }
}

/** Tables that the foreign keys of a statement refer to. */
export function referencedBy(action: Action): RelationName[] {
  switch (action.kind) {
    case 'create-table':
      return [...action.constraints, ...action.columns.flatMap(({ constraints }) => constraints)].flatMap(
        ({ references }) => references ?? [],
      )
    case 'add-column':
      return action.column.constraints.flatMap(({ references }) => references ?? [])
    case 'add-constraint':
      return action.constraint.references === undefined ? [] : [action.constraint.references]
    default:
      return []
  }
}

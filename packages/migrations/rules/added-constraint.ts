import type { Action, Constraint } from '@operator/postgres'

/** A foreign key whose rows PostgreSQL must check: a new column without a default has none. */
export function addedForeignKey(
  action: Action,
): { readonly table: string; readonly parent: string; readonly name: string } | undefined {
  if (action.kind === 'add-constraint') {
    const { constraint, table } = action
    if (constraint.kind !== 'foreign-key' || constraint.notValid || !constraint.enforced) return undefined
    return {
      table,
      parent: constraint.references ?? '',
      name: constraint.name ?? constraint.columns.join('_'),
    }
  }
  if (action.kind !== 'add-column' || action.column.default.kind === 'none') return undefined
  const constraint = inlineConstraint(action, 'foreign-key')
  return constraint && { table: action.table, parent: constraint.references ?? '', name: action.column.name }
}

function inlineConstraint(action: Action, kind: Constraint['kind']): Constraint | undefined {
  return action.kind === 'add-column'
    ? action.column.constraints.find((constraint) => constraint.kind === kind)
    : undefined
}

/** A constraint of this kind that ALTER TABLE adds to an existing table, inline or by itself. */
export function addedConstraint(
  action: Action,
  kind: Constraint['kind'],
): { readonly table: string; readonly constraint: Constraint; readonly name: string } | undefined {
  if (action.kind === 'add-constraint' && action.constraint.kind === kind) {
    const { table, constraint } = action
    const columns = constraint.columns.length > 0 ? constraint.columns : constraint.mentions
    return { table, constraint, name: constraint.name ?? columns.join('_') }
  }
  const constraint = inlineConstraint(action, kind)
  return action.kind === 'add-column' && constraint
    ? { table: action.table, constraint, name: action.column.name }
    : undefined
}

/** Tells two constraints of one statement apart. */
export function called(what: string, { constraint, name }: { constraint: Constraint; name: string }): string {
  const told = constraint.name ?? name
  return told === '' ? `This ${what}` : `The ${what} ${told}`
}

/** Every foreign key that a statement adds, to a new table or an old one. */
export function newForeignKeys(
  action: Action,
): readonly { readonly table: string; readonly constraint: Constraint }[] {
  const of = (table: string, constraints: readonly Constraint[]) =>
    constraints.filter(({ kind }) => kind === 'foreign-key').map((constraint) => ({ table, constraint }))
  switch (action.kind) {
    case 'create-table':
      return of(action.table, [
        ...action.constraints,
        ...action.columns.flatMap(({ constraints }) => constraints),
      ])
    case 'add-column':
      return of(action.table, action.column.constraints)
    case 'add-constraint':
      return of(action.table, [action.constraint])
    default:
      return []
  }
}

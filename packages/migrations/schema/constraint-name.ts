import type { Constraint, RelationName } from '@operator/postgres'

const suffixes: Readonly<Record<Constraint['kind'], string>> = {
  'primary-key': 'pkey',
  unique: 'key',
  check: 'check',
  'foreign-key': 'fkey',
  exclusion: 'excl',
  'not-null': 'not_null',
}

/** The name that PostgreSQL makes up (ChooseConstraintName), but for its shortening and its numbers. */
export function constraintName(table: RelationName, constraint: Constraint): string {
  if (constraint.name !== undefined) return constraint.name
  const { kind } = constraint
  const [onlyMentioned] = constraint.mentions.length === 1 ? constraint.mentions : []
  const columns =
    kind === 'primary-key'
      ? []
      : kind === 'check' && onlyMentioned !== undefined
        ? [onlyMentioned]
        : constraint.columns
  return [table.split('.').at(-1) ?? table, ...columns, suffixes[kind]].join('_')
}

/** An index stands in its table's schema, whatever its statement says. */
export function besideTable(table: RelationName, name: string): RelationName {
  const schema = table.split('.').slice(0, -1)
  return [...schema, name].join('.')
}

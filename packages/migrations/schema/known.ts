import type { ColumnDefinition, Constraint, RelationName } from '@operator/postgres'

export interface KnownColumn {
  /** As PostgreSQL calls it inside, with its modifiers. */
  readonly type: string
  readonly typeModifiers: readonly number[]
  readonly array: boolean
  readonly notNull: boolean
  /** serial or identity: its sequence gives the numbers. */
  readonly generatedKey: boolean
  readonly default: ColumnDefinition['default']['kind']
}

export interface KnownConstraint extends Omit<Constraint, 'name'> {
  /** Its own, or the one that PostgreSQL makes up. */
  readonly name: string
}

export interface KnownTable {
  readonly name: RelationName
  readonly columns: ReadonlyMap<string, KnownColumn>
  readonly constraints: ReadonlyMap<string, KnownConstraint>
  readonly policies: ReadonlySet<string>
  readonly triggers: ReadonlySet<string>
  readonly partitioned: boolean
  readonly rowSecurity: boolean
}

export interface KnownIndex {
  readonly name: RelationName
  readonly table: RelationName
  /** Undefined when an expression is among them. */
  readonly columns: readonly string[] | undefined
  readonly unique: boolean
  readonly partial: boolean
  readonly method: string
  /** The constraint that it belongs to, and that it cannot be dropped without. */
  readonly constraint: string | undefined
}

export interface KnownView {
  readonly name: RelationName
  readonly materialized: boolean
  readonly reads: readonly RelationName[]
  /** Names of columns that its query names; `*` where it takes all of some relation. */
  readonly mentions: readonly string[]
  readonly columns: readonly string[] | undefined
}

export interface KnownFunction {
  readonly arguments: readonly string[]
  readonly returns: string
  readonly sql: string
}

/**
 * What the statements so far have made, read from their text: what DO blocks and functions do is not in it, so that not to know
 * an object means nothing. A rule that goes by it claims no more than the rehearsal may overrule.
 */
export interface KnownSchema {
  table(name: RelationName): KnownTable | undefined
  index(name: RelationName): KnownIndex | undefined
  indexesOf(table: RelationName): readonly KnownIndex[]
  view(name: RelationName): KnownView | undefined
  /** Views whose query names the relation. */
  viewsOf(relation: RelationName): readonly KnownView[]
  functions(name: string): readonly KnownFunction[]
  /** Domains with a CHECK or NOT NULL. */
  isConstrainedDomain(type: string): boolean
  /** Publications that list their tables one by one, and those of them that list this one. */
  publications(table: RelationName): {
    readonly listing: readonly string[]
    readonly holding: readonly string[]
  }
  /** Whether some table of the schema has row-level security, and which. */
  tablesWithRowSecurity(): readonly RelationName[]
}

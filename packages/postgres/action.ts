/** A relation's name as it is compared: `schema.name`, without the schema when it is `public` or not given. */
export type RelationName = string

export type ColumnDefault =
  | { readonly kind: 'none' }
  /** A literal, or an expression of literals and operators: the same for every row. */
  | { readonly kind: 'constant' }
  /** Calls these functions; whether they are volatile is known for PostgreSQL's own only. */
  | { readonly kind: 'call'; readonly functions: readonly string[] }

export interface ColumnDefinition {
  readonly name: string
  /** PostgreSQL's internal name (`int4`, `varchar`, `serial`), schema-qualified when it is not pg_catalog's. */
  readonly type: string
  readonly typeModifiers: readonly number[]
  readonly array: boolean
  readonly notNull: boolean
  readonly collation: string | undefined
  readonly default: ColumnDefault
  readonly identity: boolean
  readonly generated: 'stored' | 'virtual' | undefined
  readonly constraints: readonly Constraint[]
}

export interface Constraint {
  readonly kind: 'primary-key' | 'unique' | 'check' | 'foreign-key' | 'exclusion' | 'not-null'
  readonly name: string | undefined
  readonly columns: readonly string[]
  readonly notValid: boolean
  readonly enforced: boolean
  readonly usingIndex: string | undefined
  /** The referenced table of a foreign key, and its columns where they are named. */
  readonly references: RelationName | undefined
  readonly referencedColumns: readonly string[]
  /** What a foreign key does with the rows of a deleted parent. */
  readonly onDelete: 'cascade' | 'set-null' | 'set-default' | 'restrict' | 'no-action'
  readonly deferrable: boolean
  /** Functions that the expression of a CHECK calls. */
  readonly functions: readonly string[]
  /** Columns that the expression of a CHECK or an exclusion names. */
  readonly mentions: readonly string[]
  /** Column that a CHECK of exactly `column IS NOT NULL` speaks of. */
  readonly provesNotNull: string | undefined
}

export type ObjectClass =
  | 'table'
  | 'index'
  | 'view'
  | 'materialized view'
  | 'schema'
  | 'type'
  | 'domain'
  | 'sequence'
  | 'function'
  | 'trigger'
  | 'policy'
  | 'extension'
  | 'database'
  | 'other'

/** What one statement does, in PostgreSQL's words; one statement may hold several actions. */
export type Action =
  | {
      readonly kind: 'create-table'
      readonly table: RelationName
      readonly columns: readonly ColumnDefinition[]
      readonly constraints: readonly Constraint[]
      readonly partitionOf: RelationName | undefined
      readonly partitioned: boolean
      /** All its columns are listed in the statement: no LIKE, AS, OF or INHERITS. */
      readonly complete: boolean
      readonly persistence: 'permanent' | 'unlogged' | 'temporary'
      readonly ifNotExists: boolean
      readonly autovacuum: boolean
    }
  | {
      readonly kind: 'create-view'
      readonly view: RelationName
      readonly materialized: boolean
      readonly replace: boolean
      /** Its query runs at once: only where it is materialized and WITH DATA. */
      readonly withData: boolean
      /** Relations and column names that its query names; `*` where it takes all of some relation. */
      readonly reads: readonly RelationName[]
      readonly mentions: readonly string[]
      /** Its own column names; undefined where one is not to be told from the text. */
      readonly columns: readonly string[] | undefined
    }
  | {
      readonly kind: 'create-index'
      readonly name: string | undefined
      readonly table: RelationName
      /** Undefined when an expression is among them. */
      readonly columns: readonly string[] | undefined
      /** A partial index covers only some rows. */
      readonly partial: boolean
      readonly unique: boolean
      readonly concurrently: boolean
      readonly ifNotExists: boolean
      readonly only: boolean
      readonly method: string
      /** Names of the storage parameters that are given. */
      readonly options: readonly string[]
    }
  | {
      readonly kind: 'drop'
      readonly what: ObjectClass
      readonly name: RelationName
      /** The table of a dropped trigger or policy. */
      readonly table: RelationName | undefined
      readonly cascade: boolean
      readonly concurrently: boolean
      readonly ifExists: boolean
      /** Types of a function's arguments, where they are given. */
      readonly arguments: readonly string[] | undefined
    }
  | {
      readonly kind: 'reindex'
      readonly name: string
      readonly what: 'index' | 'table' | 'other'
      readonly concurrently: boolean
    }
  | {
      readonly kind: 'add-column'
      readonly table: RelationName
      readonly column: ColumnDefinition
      readonly ifNotExists: boolean
    }
  | {
      readonly kind: 'drop-column'
      readonly table: RelationName
      readonly column: string
      readonly cascade: boolean
      readonly ifExists: boolean
    }
  | {
      readonly kind: 'alter-column-type'
      readonly table: RelationName
      readonly column: string
      readonly type: string
      readonly typeModifiers: readonly number[]
      readonly array: boolean
      readonly collation: string | undefined
      /** `cast`: USING does nothing but cast the column itself. */
      readonly using: 'none' | 'cast' | 'expression'
    }
  | {
      readonly kind: 'alter-column'
      readonly table: RelationName
      readonly column: string
      readonly change:
        | 'set-not-null'
        | 'drop-not-null'
        | 'set-default'
        | 'drop-default'
        | 'set-expression'
        | 'add-identity'
    }
  | { readonly kind: 'add-constraint'; readonly table: RelationName; readonly constraint: Constraint }
  | { readonly kind: 'validate-constraint'; readonly table: RelationName; readonly name: string }
  | {
      readonly kind: 'drop-constraint'
      readonly table: RelationName
      readonly name: string
      readonly cascade: boolean
      readonly ifExists: boolean
    }
  | {
      readonly kind: 'rename'
      readonly what: 'table' | 'column' | 'schema' | 'constraint' | 'index' | 'enum-value' | 'other'
      readonly on: RelationName
      readonly from: string
      readonly to: string
    }
  | {
      readonly kind: 'set-schema'
      readonly what: ObjectClass
      readonly name: RelationName
      readonly schema: string
    }
  | {
      readonly kind: 'attach-partition'
      readonly table: RelationName
      readonly partition: RelationName
      readonly isDefault: boolean
    }
  | {
      readonly kind: 'detach-partition'
      readonly table: RelationName
      readonly partition: RelationName
      readonly concurrently: boolean
    }
  | {
      readonly kind: 'row-security'
      readonly table: RelationName
      readonly change: 'enable' | 'disable' | 'force' | 'no-force'
    }
  | {
      readonly kind: 'alter-table'
      readonly table: RelationName
      readonly change:
        | 'set-logged'
        | 'set-unlogged'
        | 'set-tablespace'
        | 'set-access-method'
        | 'disable-trigger'
        | 'enable-trigger'
        | 'owner'
        | 'replica-identity'
        | 'autovacuum-off'
        | 'set-options'
        | 'other'
    }
  | { readonly kind: 'truncate'; readonly tables: readonly RelationName[]; readonly cascade: boolean }
  | { readonly kind: 'delete'; readonly table: RelationName; readonly filtered: boolean }
  /** Also MERGE and INSERT … ON CONFLICT DO UPDATE, whose `columns` are then empty: they may be any. */
  | {
      readonly kind: 'update'
      readonly table: RelationName
      readonly filtered: boolean
      readonly columns: readonly string[]
      /** Columns that the condition demands to be NULL, so that no value is overwritten. */
      readonly onlyNull: readonly string[]
    }
  | { readonly kind: 'insert'; readonly table: RelationName; readonly columns: readonly string[] }
  | {
      readonly kind: 'refresh-materialized-view'
      readonly view: RelationName
      readonly concurrently: boolean
    }
  | { readonly kind: 'cluster'; readonly table: RelationName | undefined }
  | { readonly kind: 'vacuum'; readonly full: boolean; readonly tables: readonly RelationName[] }
  | { readonly kind: 'lock-table'; readonly tables: readonly RelationName[] }
  | {
      readonly kind: 'create-type'
      readonly name: string
      readonly class: 'enum' | 'domain' | 'other'
      readonly constrained: boolean
    }
  | {
      readonly kind: 'add-enum-value'
      readonly type: string
      readonly value: string
      readonly placed: boolean
      readonly ifNotExists: boolean
    }
  | {
      readonly kind: 'alter-domain'
      readonly domain: string
      readonly change: 'add-constraint' | 'set-not-null' | 'other'
      readonly notValid: boolean
    }
  | {
      readonly kind: 'create-trigger'
      readonly table: RelationName
      readonly name: string
      readonly function: string
      readonly timing: 'before' | 'after' | 'instead'
      /** It fires for INSERT or UPDATE. */
      readonly onWrite: boolean
    }
  | { readonly kind: 'create-rule'; readonly table: RelationName; readonly name: string }
  | {
      readonly kind: 'create-policy'
      readonly table: RelationName
      readonly name: string
      readonly always: boolean
      readonly permissive: boolean
    }
  | {
      readonly kind: 'alter-policy'
      readonly table: RelationName
      readonly name: string
      readonly always: boolean
    }
  | { readonly kind: 'create-schema'; readonly name: string }
  | { readonly kind: 'create-extension'; readonly name: string }
  | { readonly kind: 'create-role'; readonly name: string }
  | {
      readonly kind: 'grant'
      readonly revoke: boolean
      /** Undefined for other objects than tables, and for membership of a role. */
      readonly tables: readonly RelationName[] | undefined
      readonly grantees: readonly string[]
    }
  | {
      readonly kind: 'publication'
      readonly name: string
      readonly change: 'create' | 'add' | 'set' | 'drop'
      readonly allTables: boolean
      readonly tables: readonly RelationName[]
    }
  | { readonly kind: 'create-sequence'; readonly name: RelationName; readonly type: string }
  | { readonly kind: 'transaction'; readonly command: 'begin' | 'commit' | 'rollback' | 'other' }
  | {
      readonly kind: 'set'
      readonly name: string
      readonly local: boolean
      readonly value: string | undefined
    }
  | { readonly kind: 'do' }
  | {
      readonly kind: 'create-function'
      readonly name: string
      readonly replace: boolean
      /** Types of what is passed in, in order. */
      readonly arguments: readonly string[]
      readonly returns: string
      readonly securityDefiner: boolean
      readonly setsSearchPath: boolean
    }
  /** CALL of a procedure, which may in turn call others in its arguments. */
  | { readonly kind: 'call'; readonly calls: readonly string[] }
  /** `calls`: functions that it calls; `writes`: a part of it (WITH) changes rows. */
  | { readonly kind: 'select'; readonly calls: readonly string[]; readonly writes: boolean }
  /** The other side is always the client, a file of the server or a program. */
  | { readonly kind: 'copy'; readonly table: RelationName; readonly from: boolean }
  | { readonly kind: 'other'; readonly node: string }

export type ActionKind = Action['kind']

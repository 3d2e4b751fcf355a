import type { Action, ColumnDefinition, Constraint, RelationName } from '@operator/postgres'
import { besideTable, constraintName } from './constraint-name.ts'
import type {
  KnownColumn,
  KnownConstraint,
  KnownFunction,
  KnownIndex,
  KnownSchema,
  KnownTable,
  KnownView,
} from './known.ts'

interface MutableTable extends KnownTable {
  name: RelationName
  readonly columns: Map<string, KnownColumn>
  readonly constraints: Map<string, KnownConstraint>
  readonly policies: Set<string>
  readonly triggers: Set<string>
  rowSecurity: boolean
}

interface Publication {
  allTables: boolean
  readonly tables: Set<RelationName>
}

export interface LearningSchema extends KnownSchema {
  learn(action: Action, sql: string): void
}

export function learnSchema(): LearningSchema {
  const tables = new Map<RelationName, MutableTable>()
  const indexes = new Map<RelationName, Map<RelationName, KnownIndex>>()
  const indexTables = new Map<RelationName, RelationName>()
  const views = new Map<RelationName, KnownView>()
  const functions = new Map<string, KnownFunction[]>()
  const domains = new Set<string>()
  const publications = new Map<string, Publication>()

  const indexesOf = (table: RelationName) => [...(indexes.get(table)?.values() ?? [])]

  function addIndex(index: KnownIndex): void {
    const own = indexes.get(index.table) ?? new Map<RelationName, KnownIndex>()
    own.set(index.name, index)
    indexes.set(index.table, own)
    indexTables.set(index.name, index.table)
  }

  function dropIndex(name: RelationName): void {
    indexes.get(indexTables.get(name) ?? '')?.delete(name)
    indexTables.delete(name)
  }

  function addConstraint(table: MutableTable, constraint: Constraint): void {
    const name = constraintName(table.name, constraint)
    table.constraints.set(name, { ...constraint, name })
    const { kind, usingIndex } = constraint
    if (kind === 'primary-key' || kind === 'not-null')
      for (const column of constraint.columns) setColumn(table, column, { notNull: true })
    if (kind !== 'primary-key' && kind !== 'unique' && kind !== 'exclusion') return
    const old =
      usingIndex === undefined
        ? undefined
        : indexesOf(table.name).find(({ name: own }) => own === besideTable(table.name, usingIndex))
    if (old) dropIndex(old.name)
    addIndex({
      name: besideTable(table.name, name),
      table: table.name,
      columns: old?.columns ?? (kind === 'exclusion' ? undefined : constraint.columns),
      unique: kind !== 'exclusion',
      partial: false,
      method: kind === 'exclusion' ? 'gist' : 'btree',
      constraint: name,
    })
  }

  function addColumn(table: MutableTable, column: ColumnDefinition): void {
    table.columns.set(column.name, {
      type: column.type,
      typeModifiers: column.typeModifiers,
      array: column.array,
      notNull: column.notNull || column.identity || /serial/.test(column.type),
      generatedKey: column.identity || /serial/.test(column.type),
      default: column.default.kind,
    })
    for (const constraint of column.constraints) addConstraint(table, constraint)
  }

  function setColumn(table: MutableTable, name: string, change: Partial<KnownColumn>): void {
    const column = table.columns.get(name)
    if (column) table.columns.set(name, { ...column, ...change })
  }

  function dropColumn(table: MutableTable, name: string): void {
    table.columns.delete(name)
    for (const [key, constraint] of table.constraints)
      if (constraint.columns.includes(name) || constraint.mentions.includes(name))
        table.constraints.delete(key)
    for (const index of indexesOf(table.name)) if (index.columns?.includes(name)) dropIndex(index.name)
  }

  function renameTable(from: RelationName, to: RelationName): void {
    const table = tables.get(from)
    const view = views.get(from)
    if (view) {
      views.delete(from)
      views.set(to, { ...view, name: to })
    }
    if (!table) return
    tables.delete(from)
    table.name = to
    tables.set(to, table)
    for (const index of indexesOf(from)) {
      dropIndex(index.name)
      addIndex({ ...index, table: to })
    }
  }

  function rename(action: Extract<Action, { kind: 'rename' }>): void {
    const table = tables.get(action.on)
    if (action.what === 'table' || (action.what === 'other' && views.has(action.on)))
      renameTable(action.on, besideTable(action.on, action.to))
    if (action.what === 'constraint' && table) {
      const constraint = table.constraints.get(action.from)
      table.constraints.delete(action.from)
      if (constraint) table.constraints.set(action.to, { ...constraint, name: action.to })
    }
    if (action.what === 'index') {
      const index = indexes.get(indexTables.get(action.on) ?? '')?.get(action.on)
      dropIndex(action.on)
      if (index) addIndex({ ...index, name: besideTable(action.on, action.to) })
    }
    if (action.what !== 'column' || !table) return
    const renamed = (name: string) => (name === action.from ? action.to : name)
    const column = table.columns.get(action.from)
    table.columns.delete(action.from)
    if (column) table.columns.set(action.to, column)
    for (const [key, constraint] of table.constraints)
      table.constraints.set(key, {
        ...constraint,
        columns: constraint.columns.map(renamed),
        mentions: constraint.mentions.map(renamed),
      })
    for (const index of indexesOf(table.name)) addIndex({ ...index, columns: index.columns?.map(renamed) })
  }

  function drop(action: Extract<Action, { kind: 'drop' }>): void {
    const { what, name } = action
    const table = tables.get(action.table ?? '')
    switch (what) {
      case 'table':
        tables.delete(name)
        for (const index of indexesOf(name)) dropIndex(index.name)
        break
      case 'index':
        dropIndex(name)
        break
      case 'view':
      case 'materialized view':
        views.delete(name)
        break
      case 'function':
        forgetFunction(name, action.arguments)
        break
      case 'type':
      case 'domain':
        domains.delete(name)
        break
      case 'policy':
        table?.policies.delete(name)
        break
      case 'trigger':
        table?.triggers.delete(name)
        break
      case 'other':
        publications.delete(name)
        break
      default:
        break
    }
  }

  function forgetFunction(name: string, types: readonly string[] | undefined): void {
    const left =
      types === undefined
        ? []
        : (functions.get(name) ?? []).filter((known) => known.arguments.join() !== types.join())
    if (left.length > 0) functions.set(name, left)
    else functions.delete(name)
  }

  function createTable(action: Extract<Action, { kind: 'create-table' }>): void {
    if (tables.has(action.table)) return
    const table: MutableTable = {
      name: action.table,
      columns: new Map(),
      constraints: new Map(),
      policies: new Set(),
      triggers: new Set(),
      partitioned: action.partitioned,
      rowSecurity: false,
    }
    tables.set(action.table, table)
    for (const column of action.columns) addColumn(table, column)
    for (const constraint of action.constraints) addConstraint(table, constraint)
  }

  function publish(action: Extract<Action, { kind: 'publication' }>): void {
    const known = publications.get(action.name) ?? { allTables: false, tables: new Set<RelationName>() }
    publications.set(action.name, known)
    known.allTables = action.change === 'set' ? action.allTables : known.allTables || action.allTables
    if (action.change === 'set') known.tables.clear()
    for (const table of action.tables)
      if (action.change === 'drop') known.tables.delete(table)
      else known.tables.add(table)
  }

  function learnOfTable(action: Action, table: MutableTable): void {
    switch (action.kind) {
      case 'add-column':
        if (!table.columns.has(action.column.name)) addColumn(table, action.column)
        break
      case 'drop-column':
        dropColumn(table, action.column)
        break
      case 'alter-column-type':
        setColumn(table, action.column, {
          type: action.type,
          typeModifiers: action.typeModifiers,
          array: action.array,
        })
        break
      case 'alter-column':
        if (action.change === 'set-not-null' || action.change === 'add-identity')
          setColumn(table, action.column, { notNull: true })
        if (action.change === 'drop-not-null') setColumn(table, action.column, { notNull: false })
        if (action.change === 'drop-default') setColumn(table, action.column, { default: 'none' })
        if (action.change === 'set-default') setColumn(table, action.column, { default: 'constant' })
        break
      case 'add-constraint':
        addConstraint(table, action.constraint)
        break
      case 'validate-constraint': {
        const constraint = table.constraints.get(action.name)
        if (constraint) table.constraints.set(action.name, { ...constraint, notValid: false })
        break
      }
      case 'drop-constraint':
        table.constraints.delete(action.name)
        dropIndex(besideTable(table.name, action.name))
        break
      case 'row-security':
        if (action.change === 'enable' || action.change === 'disable')
          table.rowSecurity = action.change === 'enable'
        break
      case 'create-policy':
        table.policies.add(action.name)
        break
      case 'create-trigger':
        table.triggers.add(action.name)
        break
      default:
        break
    }
  }

  return {
    learn(action, sql) {
      switch (action.kind) {
        case 'create-table':
          createTable(action)
          break
        case 'create-view':
          views.set(action.view, { ...action, name: action.view })
          break
        case 'create-index': {
          const columns = action.columns ?? ['expr']
          const name = action.name ?? [action.table.split('.').at(-1), ...columns, 'idx'].join('_')
          addIndex({ ...action, name: besideTable(action.table, name), constraint: undefined })
          break
        }
        case 'create-function': {
          forgetFunction(action.name, action.arguments)
          functions.set(action.name, [...(functions.get(action.name) ?? []), { ...action, sql }])
          break
        }
        case 'create-type':
          if (action.constrained) domains.add(action.name)
          break
        case 'alter-domain':
          if (action.change !== 'other') domains.add(action.domain)
          break
        case 'publication':
          publish(action)
          break
        case 'rename':
          rename(action)
          break
        case 'set-schema':
          if (action.what === 'table')
            renameTable(
              action.name,
              [...(action.schema === 'public' ? [] : [action.schema]), action.name.split('.').at(-1)].join(
                '.',
              ),
            )
          break
        case 'drop':
          drop(action)
          break
        default: {
          const table = 'table' in action && action.table !== undefined ? tables.get(action.table) : undefined
          if (table) learnOfTable(action, table)
        }
      }
    },
    table: (name) => tables.get(name),
    index: (name) => indexes.get(indexTables.get(name) ?? '')?.get(name),
    indexesOf,
    view: (name) => views.get(name),
    viewsOf: (relation) => [...views.values()].filter(({ reads }) => reads.includes(relation)),
    functions: (name) => functions.get(name) ?? [],
    isConstrainedDomain: (type) => domains.has(type),
    publications: (table) => {
      const named = [...publications].filter(([, known]) => !known.allTables && known.tables.size > 0)
      return {
        listing: named.map(([name]) => name),
        holding: named.filter(([, { tables: own }]) => own.has(table)).map(([name]) => name),
      }
    },
    tablesWithRowSecurity: () =>
      [...tables.values()].filter(({ rowSecurity }) => rowSecurity).map(({ name }) => name),
  }
}

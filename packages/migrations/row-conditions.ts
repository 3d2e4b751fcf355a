import type { Action, Constraint, RelationName } from '@operator/postgres'
import { gatherFacts } from './rule-facts.ts'
import type { ParsedScript } from './script.ts'
import type { RowCondition } from './snapshot.ts'

type Condition = Pick<RowCondition, 'kind' | 'table' | 'columns' | 'what' | 'query' | 'type'>

/** What must hold for the rows that production has already, or a statement fails: uniqueness, CHECKs, references, casts, no NULLs. */
export function findRowConditions(change: readonly ParsedScript[]): RowCondition[] {
  const facts = gatherFacts()
  const columns = new Map<string, NewColumn>()
  return change.flatMap(({ script, statements }) =>
    statements.flatMap(({ actions, sql, line, endLine }, statement) => {
      const conditions = actions.flatMap((action) => {
        if ('table' in action && action.table !== undefined && facts.isNew(action.table)) return []
        return describe(action).filter((condition) => !holdsByItself(condition, columns))
      })
      for (const action of actions) {
        facts.learn(action, true, sql)
        learnColumn(action, columns)
      }
      return conditions.map((condition) => ({ ...condition, path: script.path, line, endLine, statement }))
    }),
  )
}

/** What the change itself has put into a column that it added: nothing, something in some rows, or something in every row. */
type NewColumn = 'empty' | 'partly' | 'filled'

function learnColumn(action: Action, columns: Map<string, NewColumn>): void {
  if (action.kind === 'add-column') {
    const { default: value, generated, identity, name } = action.column
    const filled = value.kind !== 'none' || identity || generated !== undefined
    columns.set(`${action.table}.${name}`, filled ? 'filled' : 'empty')
  }
  if (action.kind !== 'update') return
  for (const name of action.columns) {
    const key = `${action.table}.${name}`
    if (!columns.has(key)) continue
    const everywhere = !action.filtered || (action.onlyNull.length === 1 && action.onlyNull.includes(name))
    columns.set(key, everywhere ? 'filled' : 'partly')
  }
}

/** A column that the change itself added holds nothing that production could have put there. */
function holdsByItself({ kind, table, columns }: Condition, added: ReadonlyMap<string, NewColumn>): boolean {
  const state = columns.map((column) => added.get(`${table}.${column}`))
  return state.length > 0 && state.every((is) => is === (kind === 'not-null' ? 'filled' : 'empty'))
}

function describe(action: Action): Condition[] {
  switch (action.kind) {
    case 'alter-column':
      return action.change === 'set-not-null' ? [notNull(action.table, [action.column])] : []
    case 'add-constraint':
      return describeConstraint(action.table, action.constraint)
    case 'create-index': {
      if (!action.unique) return []
      const { columns = [], partial, table } = action
      return [unique(table, partial ? [] : columns)]
    }
    case 'validate-constraint':
      return [
        condition('validate', action.table, [], `the constraint ${action.name} of ${action.table} hold`),
      ]
    case 'attach-partition':
      return [
        condition(
          'partition',
          action.partition,
          [],
          `rows of ${action.partition} fit the partition's bounds`,
        ),
      ]
    case 'alter-column-type': {
      const { table, column, type, typeModifiers, array, using } = action
      const name = `${type}${typeModifiers.length > 0 ? `(${typeModifiers.join(',')})` : ''}${array ? '[]' : ''}`
      return [
        {
          ...condition('type', table, [column], `every ${table}.${column} can be read as ${name}`),
          type: { name, using },
        },
      ]
    }
    default:
      return []
  }
}

function describeConstraint(table: RelationName, constraint: Constraint): Condition[] {
  const { columns, enforced, kind, mentions, notValid, provesNotNull, references, usingIndex } = constraint
  if (notValid || !enforced) return []
  switch (kind) {
    case 'not-null':
      return [notNull(table, columns)]
    case 'check':
      return provesNotNull === undefined
        ? [condition('check', table, mentions, `no row of ${table} violates the CHECK`)]
        : [notNull(table, [provesNotNull])]
    case 'unique':
      return usingIndex === undefined ? [unique(table, columns)] : []
    case 'primary-key':
      return usingIndex === undefined ? [unique(table, columns), notNull(table, columns)] : []
    case 'exclusion':
      return [condition('exclusion', table, mentions, `no two rows of ${table} exclude each other`)]
    case 'foreign-key': {
      const parent = references ?? ''
      return [
        {
          ...condition(
            'foreign-key',
            table,
            columns,
            `every ${table} row refers to an existing ${parent} row`,
          ),
          ...referenceQuery(table, columns, parent, constraint.referencedColumns),
        },
      ]
    }
  }
}

function condition(
  kind: RowCondition['kind'],
  table: RelationName,
  columns: readonly string[],
  what: string,
): Condition {
  return { kind, table, columns, what }
}

function notNull(table: RelationName, columns: readonly string[]): Condition {
  const names = columns.map(quote)
  return {
    ...condition('not-null', table, columns, `no row of ${table} has NULL in ${columns.join(', ')}`),
    query: `SELECT count(*) FROM ${quoteName(table)} WHERE ${names.map((name) => `${name} IS NULL`).join(' OR ')} HAVING count(*) > 0`,
  }
}

function unique(table: RelationName, columns: readonly string[]): Condition {
  const names = columns.map(quote).join(', ')
  return {
    ...condition(
      'unique',
      table,
      columns,
      `no two rows of ${table} have the same ${columns.join(', ') || 'key'}`,
    ),
    ...(columns.length > 0 && {
      query: `SELECT ${names}, count(*) FROM ${quoteName(table)} GROUP BY ${names} HAVING count(*) > 1`,
    }),
  }
}

function referenceQuery(
  table: RelationName,
  columns: readonly string[],
  parent: RelationName,
  parentColumns: readonly string[],
): { readonly query?: string } {
  if (columns.length === 0 || columns.length !== parentColumns.length) return {}
  const filled = columns.map((column) => `c.${quote(column)} IS NOT NULL`)
  const joined = columns.map((column, index) => `p.${quote(parentColumns[index] ?? '')} = c.${quote(column)}`)
  return {
    query: `SELECT count(*) FROM ${quoteName(table)} c WHERE ${filled.join(' AND ')} AND NOT EXISTS (SELECT FROM ${quoteName(parent)} p WHERE ${joined.join(' AND ')}) HAVING count(*) > 0`,
  }
}

/** As people write it: quotes only where PostgreSQL needs them. */
function quote(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

function quoteName(name: RelationName): string {
  return name.split('.').map(quote).join('.')
}

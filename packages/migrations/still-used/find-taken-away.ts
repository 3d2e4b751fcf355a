import type { Action } from '@operator/postgres'
import type { CatalogDifference } from '@operator/rehearsal'
import { besideTable } from '../schema/constraint-name.ts'
import type { ParsedScript, ParsedStatement } from '../script.ts'
import type { TakenAway } from './taken-away.ts'

type Named = Pick<TakenAway, 'kind' | 'name' | 'schema' | 'on' | 'renamedTo'>

interface Placed {
  readonly path: string
  readonly statement: ParsedStatement
}

export interface ChangeFacts {
  readonly base: readonly ParsedScript[]
  readonly change: readonly ParsedScript[]
  /** What the rehearsal saw gone; undefined where it did not apply the change. */
  readonly seen: readonly CatalogDifference[] | undefined
}

/** What the change takes away: as the rehearsal saw it, else as its statements say. */
export function findTakenAway({ base, change, seen }: ChangeFacts): TakenAway[] {
  const placed = change.flatMap(({ script: { path }, statements }) =>
    statements.map((statement) => ({ path, statement })),
  )
  const said = placed.flatMap((place) =>
    place.statement.actions.flatMap((action) => readAction(action).map((named) => ({ named, place }))),
  )
  const owners = columnOwners([...base, ...change])
  const complete = (named: Named, place: Placed): TakenAway => ({
    ...named,
    shared: named.kind === 'column' && (owners.get(named.name)?.size ?? 0) > 1,
    path: place.path,
    line: place.statement.line,
    endLine: place.statement.endLine,
  })
  if (seen === undefined) {
    const made = madeBy(placed.flatMap(({ statement }) => statement.actions))
    return said
      .filter(({ named }) => !made.has(identify(named)))
      .map(({ named, place }) => complete(named, place))
  }
  return readDifferences(seen).flatMap((named) => {
    const own = said.find((one) => identify(one.named) === identify(named))
    const place = own?.place ?? placed.findLast(({ statement }) => names(statement, named)) ?? placed[0]
    return place === undefined ? [] : [complete({ ...named, ...own?.named }, place)]
  })
}

function identify({ kind, name, schema, on }: Named): string {
  return JSON.stringify([kind === 'view' ? 'table' : kind, name, schema, on])
}

/** A statement in words: `CASCADE`, blocks and functions do not say what they take. */
function names({ sql, actions }: ParsedStatement, { name, on }: Named): boolean {
  const text = sql.toLowerCase()
  return (
    text.includes((on ?? name).toLowerCase()) ||
    actions.some((action) => action.kind === 'do' || ('cascade' in action && action.cascade))
  )
}

function split(relation: string): { readonly name: string; readonly schema?: string } {
  const parts = relation.split('.')
  const schema = parts.at(-2)
  const name = parts.at(-1) ?? relation
  return schema === undefined || schema === 'public' ? { name } : { name, schema }
}

function readAction(action: Action): Named[] {
  switch (action.kind) {
    case 'drop': {
      if (action.what === 'table' || action.what === 'type' || action.what === 'function')
        return [{ kind: action.what, ...split(action.name) }]
      const isView = action.what === 'view' || action.what === 'materialized view'
      return isView ? [{ kind: 'view', ...split(action.name) }] : []
    }
    case 'drop-column':
      return [{ kind: 'column', name: action.column, on: action.table }]
    case 'rename':
      switch (action.what) {
        case 'table':
          return [{ kind: 'table', ...split(action.on), renamedTo: action.to }]
        case 'column':
          return [{ kind: 'column', name: action.from, on: action.on, renamedTo: action.to }]
        case 'enum-value':
          return [{ kind: 'enum-value', name: action.from, on: action.on, renamedTo: action.to }]
        default:
          return []
      }
    default:
      return []
  }
}

/** What the change itself makes, whether it takes it away before or after that. */
function madeBy(actions: readonly Action[]): Set<string> {
  const made = actions.flatMap((action): Named[] => {
    switch (action.kind) {
      case 'create-table':
        return [{ kind: 'table', ...split(action.table) }]
      case 'create-view':
        return [{ kind: 'table', ...split(action.view) }]
      case 'add-column':
        return [{ kind: 'column', name: action.column.name, on: action.table }]
      // What takes the name of something that is renamed away: the name is there, whatever it means by now.
      case 'rename':
        if (action.what === 'column') return [{ kind: 'column', name: action.to, on: action.on }]
        return action.what === 'table' ? [{ kind: 'table', ...split(besideTable(action.on, action.to)) }] : []
      case 'create-type':
        return [{ kind: 'type', ...split(action.name) }]
      case 'create-function':
        return [{ kind: 'function', ...split(action.name) }]
      default:
        return []
    }
  })
  return new Set(made.map(identify))
}

function readDifferences(seen: readonly CatalogDifference[]): Named[] {
  const relations = new Set(
    seen.flatMap(({ object, change, name }) => (object === 'relation' && change === 'missing' ? [name] : [])),
  )
  return seen.flatMap(({ object, change, name, before = '', after = '' }): Named[] => {
    if (object === 'type' && change === 'changed') return lostValues(name, before, after)
    if (change !== 'missing') return []
    switch (object) {
      case 'relation': {
        const kind = /^(?:materialized )?view\b/.test(before) ? 'view' : 'table'
        return /^(?:sequence|composite)/.test(before) ? [] : [{ kind, ...split(name) }]
      }
      case 'column': {
        const table = name.slice(0, name.lastIndexOf('.'))
        if (relations.has(table)) return []
        const on = table.startsWith('public.') ? table.slice('public.'.length) : table
        return [{ kind: 'column', name: name.slice(name.lastIndexOf('.') + 1), on }]
      }
      case 'type':
        return [{ kind: 'type', ...split(name) }]
      case 'function':
        return [{ kind: 'function', ...split(name.split('(')[0] ?? name) }]
      default:
        return []
    }
  })
}

/** `enum | a, b | owner o`: the second part lists the values. */
function lostValues(type: string, before: string, after: string): Named[] {
  const values = (definition: string) =>
    definition.startsWith('enum | ') ? (definition.split(' | ')[1] ?? '').split(', ') : []
  const left = new Set(values(after))
  const on = type.startsWith('public.') ? type.slice('public.'.length) : type
  return values(before)
    .filter((value) => !left.has(value))
    .map((name) => ({ kind: 'enum-value', name, on }))
}

/** Which tables have ever had a column of each name. */
function columnOwners(scripts: readonly ParsedScript[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  const learn = (table: string, column: string) => {
    const known = owners.get(column)
    if (known) known.add(table)
    else owners.set(column, new Set([table]))
  }
  for (const { actions } of scripts.flatMap(({ statements }) => statements)) {
    for (const action of actions) {
      if (action.kind === 'add-column') learn(action.table, action.column.name)
      if (action.kind === 'create-table') for (const { name } of action.columns) learn(action.table, name)
    }
  }
  return owners
}

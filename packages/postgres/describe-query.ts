import type { Node } from 'libpg-query'
import { mentionedColumns } from './column.ts'
import { nameParts, relationName } from './names.ts'
import { walk } from './walk.ts'

interface QueryFacts {
  readonly reads: readonly string[]
  readonly mentions: readonly string[]
  readonly columns: readonly string[] | undefined
}

/** What a view's query reads, and the names of its own columns. */
export function describeQuery(query: Node | undefined, aliases: readonly Node[] | undefined): QueryFacts {
  const reads = new Set<string>()
  let all = false
  walk(query, (key, value) => {
    if (key === 'A_Star') all = true
    if (key !== 'RangeVar' || typeof value !== 'object' || value === null) return
    const part = (name: string): string =>
      name in value ? String(Object.entries(value).find(([known]) => known === name)?.[1] ?? '') : ''
    reads.add(relationName([part('schemaname'), part('relname')]))
  })
  const named = (aliases ?? []).flatMap(nameParts)
  return {
    reads: [...reads],
    mentions: [...mentionedColumns(query), ...(all ? ['*'] : [])],
    columns: named.length > 0 ? named : outputColumns(query),
  }
}

function outputColumns(query: Node | undefined): string[] | undefined {
  if (query === undefined || !('SelectStmt' in query)) return undefined
  const { targetList, larg } = query.SelectStmt
  if (larg !== undefined) return outputColumns({ SelectStmt: larg })
  const names = (targetList ?? []).map((target) => {
    if (!('ResTarget' in target)) return undefined
    const { name, val } = target.ResTarget
    if (name !== undefined) return name
    return val && 'ColumnRef' in val ? (val.ColumnRef.fields ?? []).flatMap(nameParts).at(-1) : undefined
  })
  const starred = (targetList ?? []).some(
    (target) =>
      'ResTarget' in target &&
      target.ResTarget.val &&
      'ColumnRef' in target.ResTarget.val &&
      (target.ResTarget.val.ColumnRef.fields ?? []).some((field) => 'A_Star' in field),
  )
  return starred || names.length === 0 || !names.every((name) => name !== undefined) ? undefined : names
}

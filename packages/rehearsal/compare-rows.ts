import type { DataLoss } from './log.ts'
import type { ColumnRows, TableRows } from './rows.ts'

/**
 * What was there before and is not there any more. `identity`: a renamed table or column is the same one, and one that was dropped
 * and made again under its old name counts when it holds the old values; `name`: what the application finds again.
 */
export function compareRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
  by: 'identity' | 'name',
): DataLoss[] {
  const byOid = new Map(after.map((table) => [table.oid, table]))
  const byName = new Map(after.map((table) => [table.name, table]))
  return before
    .filter((table) => table.rows > 0 && !table.partitioned)
    .flatMap((table) => {
      const same = by === 'identity' ? byOid.get(table.oid) : undefined
      return compareTable(table, same ?? byName.get(table.name), same ? 'identity' : 'name')
    })
}

function compareTable(before: TableRows, after: TableRows | undefined, by: 'identity' | 'name'): DataLoss[] {
  const table = before.name
  if (after === undefined) return [{ table, what: 'table-gone', before: before.rows, after: 0 }]
  if (after.rows < before.rows) return [{ table, what: 'rows-gone', before: before.rows, after: after.rows }]
  return before.columns.flatMap((column): DataLoss[] => {
    if (column.filled === 0) return []
    const same = by === 'identity' ? after.columns.find(({ number }) => number === column.number) : undefined
    const other = same ?? after.columns.find(({ name }) => name === column.name)
    const counts = { before: column.filled, after: other?.filled ?? 0 }
    if (other === undefined) return [{ table, column: column.name, what: 'column-gone', ...counts }]
    if (other.filled < column.filled) return [{ table, column: column.name, what: 'values-gone', ...counts }]
    const kept = countKept(column, other, after.rows === before.rows)
    if (kept === undefined || kept >= column.filled) return []
    return [{ table, column: column.name, what: 'values-changed', before: column.filled, after: kept }]
  })
}

/** How many of the old values are still among the new ones; undefined where that cannot be told. */
function countKept(before: ColumnRows, after: ColumnRows, sameRows: boolean): number | undefined {
  // Another type writes the same value in another way; whether it can be taken back shows after the rollback.
  if (before.type !== after.type) return undefined
  if (before.digest === after.digest) return before.filled
  if (before.values === undefined || after.values === undefined) return sameRows ? 0 : undefined
  const left = new Map<string, number>()
  for (const value of after.values) left.set(value, (left.get(value) ?? 0) + 1)
  let kept = 0
  for (const value of before.values) {
    const count = left.get(value) ?? 0
    if (count === 0) continue
    left.set(value, count - 1)
    kept += 1
  }
  return kept
}

import type { Measurement, RehearsalLog } from '@operator/rehearsal'
import type { RowCondition } from './snapshot.ts'
import { isWidening } from './type-widening.ts'

/**
 * The conditions that the rehearsal could not settle. One is settled when PostgreSQL looked at no row for it, or when made-up rows
 * that stood against it were there and the statement succeeded all the same, because the change mends such rows first.
 */
export function unsettledConditions(conditions: readonly RowCondition[], log: RehearsalLog): RowCondition[] {
  return conditions.filter((condition) => !isSettled(condition, log))
}

function isSettled(condition: RowCondition, log: RehearsalLog): boolean {
  const measured = log.measurements.find(
    ({ path, statement }) => path === condition.path && statement === condition.statement,
  )
  if (measured && !looksAtRows(measured)) return true
  const table = log.tables.find(({ name }) => name === condition.table)
  if (table === undefined || table.rows === 0) return false
  const columns = condition.columns.flatMap(
    (name) => table.columns.find((column) => column.name === name) ?? [],
  )
  if (columns.length === 0 || columns.length < condition.columns.length) return false
  switch (condition.kind) {
    case 'not-null':
      return columns.every(({ filled }) => filled < table.rows)
    case 'unique':
      return columns.every(({ distinct, filled }) => distinct < filled)
    case 'type':
      return columns.every(({ type }) => condition.type !== undefined && isWidening(type, condition.type))
    case 'check':
    case 'exclusion':
    case 'foreign-key':
    case 'partition':
    case 'validate':
      return false
  }
}

function looksAtRows({ built, rewritten, scanned, validated }: Measurement): boolean {
  return built.length + rewritten.length + scanned.length + validated.length > 0
}

import type { Node } from 'libpg-query'
import { nameParts } from './names.ts'
import { walk } from './walk.ts'

/** True for the constant `true` and for comparisons of constants with each other such as `1 = 1`. */
export function isAlwaysTrue(expression: Node | undefined): boolean {
  if (expression === undefined) return false
  if ('A_Const' in expression) return expression.A_Const.boolval?.boolval === true
  if (!('A_Expr' in expression)) return false
  let reads = false
  walk(expression, (key) => {
    if (key === 'ColumnRef' || key === 'SubLink' || key === 'FuncCall' || key === 'SQLValueFunction')
      reads = true
  })
  return !reads
}

/** True when a WHERE clause exists and can exclude a row. */
export function hasFilter(where: Node | undefined): boolean {
  return where !== undefined && !isAlwaysTrue(where)
}

/** Columns that a condition demands to be NULL, alone or as one side of AND. */
export function columnsDemandedNull(where: Node | undefined): string[] {
  if (where === undefined) return []
  if ('BoolExpr' in where) {
    const { args, boolop } = where.BoolExpr
    return boolop === 'AND_EXPR' ? (args ?? []).flatMap(columnsDemandedNull) : []
  }
  if (!('NullTest' in where) || where.NullTest.nulltesttype !== 'IS_NULL') return []
  const { arg } = where.NullTest
  if (arg === undefined || !('ColumnRef' in arg)) return []
  return (arg.ColumnRef.fields ?? []).flatMap(nameParts).slice(-1)
}

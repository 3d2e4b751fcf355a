import type { Node } from 'libpg-query'
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

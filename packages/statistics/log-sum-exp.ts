/** ln Σ exp(values), without overflow; −∞ for none. */
export function logSumExp(values: readonly number[]): number {
  const largest = Math.max(...values)
  if (!Number.isFinite(largest)) return largest
  let sum = 0
  for (const value of values) sum += Math.exp(value - largest)
  return largest + Math.log(sum)
}

/** ln(exp(a) + exp(b)). */
export function logAddExp(a: number, b: number): number {
  const larger = Math.max(a, b)
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger))
}

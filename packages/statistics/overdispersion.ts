import { type Counts, sumCounts } from './counts.ts'

/**
 * How much more the counts before the deployment vary than chance alone would make them:
 *
 *   φ = max(1, 1/(B − 1) Σ (x_i − m_i p)² / (m_i p)),   p = Σx / Σm
 *
 * (Pearson's statistic over its degrees of freedom; McCullagh and Nelder, "Generalized Linear Models", §4.5.)
 */
export function overdispersion(before: readonly Counts[]): number {
  const counted = before.filter((count) => count.total > 0)
  const all = sumCounts(counted)
  if (counted.length < 2 || all.bad <= 0) return 1
  const rate = all.bad / all.total
  let statistic = 0
  for (const { bad, total } of counted) statistic += (bad - total * rate) ** 2 / (total * rate)
  return Math.max(1, statistic / (counted.length - 1))
}

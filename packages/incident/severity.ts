/** The playbook's levels, the worst first. */
export const severities = ['P0', 'P1', 'P2', 'P3'] as const
export type Severity = (typeof severities)[number]

export const severityMeaning: Readonly<
  Record<Severity, { readonly definition: string; readonly response: string }>
> = {
  P0: { definition: 'Site down, data at risk', response: 'immediate, all hands' },
  P1: { definition: 'Major feature broken', response: 'within 1 hour' },
  P2: { definition: 'Minor feature broken', response: 'within 4 hours' },
  P3: { definition: 'Cosmetic/minor', response: 'next business day' },
}

/** What was measured, as bounds that hold with the watch's error probability: never the point estimate of a bad minute. */
export interface Impact {
  readonly brokenPaths: number
  readonly watchedPaths: number
  /** At least this share of the requests fails. */
  readonly errorRate: number
  /** At least this many times as many fail as before. */
  readonly errorRatio: number
}

/** A fifth of all requests is an outage for whoever is behind them. */
const outageShare = 0.2
const majorRatio = 3
const majorShare = 0.01

/** The playbook's level for what was measured. Data at risk cannot be measured from outside: a person may raise the level. */
export function severityOf(impact: Impact): Severity {
  const allDown = impact.watchedPaths > 0 && impact.brokenPaths === impact.watchedPaths
  if (allDown || impact.errorRate >= outageShare) return 'P0'
  if (impact.brokenPaths > 0) return 'P1'
  if (impact.errorRatio >= majorRatio && impact.errorRate >= majorShare) return 'P1'
  return impact.errorRatio > 1 || impact.errorRate > 0 ? 'P2' : 'P3'
}

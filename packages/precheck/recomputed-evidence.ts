import type { Check, Verdict } from '@operator/report'

/** Another action's answer about the same subject, worked out in this same process. */
export interface RecomputedAnswer {
  readonly verdict: Verdict
  readonly checks: readonly Check[]
}

/** What `gate` hands to `evaluatePrecheck`: it has run both actions itself, so no evidence has to be believed. */
export interface RecomputedEvidence {
  readonly baseline: RecomputedAnswer
  readonly migrations: RecomputedAnswer
}

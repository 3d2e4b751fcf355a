import { z } from 'zod'
import type { Check, CheckStatus } from './check.ts'

/** In rising order of severity. */
export const verdict = z.enum(['go', 'ask-human', 'incomplete', 'no-go'])
export type Verdict = z.infer<typeof verdict>

const severity: Readonly<Record<Verdict, number>> = { go: 0, 'ask-human': 1, incomplete: 2, 'no-go': 3 }

/** 0 for go, and more the worse it is. */
export function severityOf(verdict: Verdict): number {
  return severity[verdict]
}

/** True when `a` is at least as severe as `b` (go < ask-human < incomplete < no-go). */
export function atLeast(a: Verdict, b: Verdict): boolean {
  return severity[a] >= severity[b]
}

/** The more severe of all; `incomplete` for none, since nothing was established. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  let result: Verdict | undefined
  for (const candidate of verdicts) {
    if (result === undefined || atLeast(candidate, result)) result = candidate
  }
  return result ?? 'incomplete'
}

export function verdictOfStatus(status: CheckStatus): Verdict {
  switch (status) {
    case 'pass':
    case 'not-applicable':
    case 'overridden':
      return 'go'
    case 'ask':
      return 'ask-human'
    case 'unknown':
    case 'pending':
      return 'incomplete'
    case 'fail':
      return 'no-go'
  }
}

/** The worst enforced check. A report that enforces nothing has established nothing: `incomplete`. */
export function verdictOfChecks(checks: readonly Check[]): Verdict {
  return worst(
    checks.filter((check) => check.level === 'enforce').map((check) => verdictOfStatus(check.status)),
  )
}

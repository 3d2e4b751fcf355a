import type { CheckId, Intent } from '@operator/report'

/**
 * What a check demands under an intent: `owed` now; `waived` for a rollback that is proven to be one; `later`, within
 * 24 hours of a hotfix that mends an open incident; `own`, where the check judges the intent itself.
 */
export type Demand = 'owed' | 'waived' | 'later' | 'own'

export interface Duty {
  readonly check: CheckId
  /** False for what only a deployment owes, not the pull request before it. */
  readonly beforeMerge: boolean
  readonly demands: Readonly<Record<Intent, Demand>>
}

function duty(check: CheckId, beforeMerge: boolean, rollback: Demand, hotfix: Demand): Duty {
  return { check, beforeMerge, demands: { release: 'owed', rollback, hotfix } }
}

/** The table of checks and intents. */
export const duties: readonly Duty[] = [
  duty('precheck/ci-green', true, 'waived', 'owed'),
  duty('precheck/lint', true, 'waived', 'later'),
  duty('precheck/tests', true, 'waived', 'later'),
  duty('precheck/build', true, 'waived', 'later'),
  duty('precheck/merged', false, 'waived', 'later'),
  duty('precheck/approved', true, 'waived', 'owed'),
  duty('precheck/pipeline-changed', true, 'waived', 'later'),
  duty('precheck/security-baseline', true, 'waived', 'later'),
  duty('precheck/migration-guard', true, 'owed', 'later'),
  duty('precheck/staging-first', false, 'waived', 'later'),
  duty('precheck/staging-data', false, 'waived', 'later'),
  duty('precheck/one-change', false, 'waived', 'later'),
  duty('precheck/small-change', true, 'waived', 'later'),
  duty('precheck/watcher', false, 'waived', 'later'),
  duty('precheck/deploy-window', false, 'waived', 'later'),
  duty('precheck/no-open-incident', false, 'waived', 'own'),
  duty('precheck/rollback-plan', true, 'own', 'later'),
  duty('precheck/rollback-drill', false, 'waived', 'later'),
  duty('precheck/changelog', true, 'waived', 'later'),
  duty('precheck/env-documented', true, 'waived', 'later'),
  duty('precheck/cost-impact', true, 'waived', 'later'),
  duty('precheck/escalation', true, 'own', 'later'),
]

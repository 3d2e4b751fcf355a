import type { CheckOutcome, Stage } from '@operator/report'
import type { Duty } from './duties.ts'
import type { JudgedIncident } from './incident/judge-incident.ts'
import { listed, notApplicable } from './outcome.ts'
import { isDeploying, type SubjectFacts } from './subject.ts'

/** What the intents rest on. */
export interface IntentFacts {
  /** Under `intent: rollback` only. */
  readonly rollbackTarget: CheckOutcome | undefined
  /** Open incidents that count; undefined when they could not be read. */
  readonly incidents: readonly JudgedIncident[] | undefined
}

const noDeployment: Readonly<Record<Stage, string>> = {
  'pull-request': 'a pull request deploys nothing',
  'merge-group': 'a merge group deploys nothing',
  deploy: 'this one is none',
  local: 'no environment is named',
}

/**
 * Applies the table of checks and intents. An intent is a claim: nothing is waived for a rollback that is not proven to be one,
 * and nothing is put off for a hotfix without an open incident.
 */
export function applyIntent(
  { check, beforeMerge, demands }: Duty,
  subject: SubjectFacts,
  { rollbackTarget, incidents }: IntentFacts,
  judge: () => CheckOutcome | undefined,
): CheckOutcome {
  if (!beforeMerge && !isDeploying(subject)) {
    return notApplicable(check, 'deploy-only', `Judged before a deployment; ${noDeployment[subject.stage]}.`)
  }
  const owed = () => {
    const outcome = judge()
    if (outcome === undefined) throw new Error(`Nothing judges ${check}.`)
    return outcome
  }
  switch (demands[subject.intent]) {
    case 'owed':
    case 'own':
      return owed()
    case 'waived':
      if (rollbackTarget === undefined) return owed()
      if (rollbackTarget.status !== 'pass') {
        return {
          ...rollbackTarget,
          id: check,
          reason: { ...rollbackTarget.reason, message: `Not waived. ${rollbackTarget.reason.message}` },
        }
      }
      return notApplicable(
        check,
        'waived-for-rollback',
        'A rollback to what was healthy here is not held up by it.',
      )
    case 'later': {
      if (incidents === undefined || incidents.length === 0) return owed()
      const numbers = listed(incidents.map(({ incident }) => `#${incident.number}`))
      return notApplicable(check, 'owed-after-hotfix', `A hotfix for ${numbers} owes it within 24 hours.`)
    }
  }
}

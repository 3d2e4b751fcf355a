import type { CheckOutcome } from '@operator/report'
import { fail, pass, unanswered, unknown } from '../outcome.ts'
import { findEnvironment, type PrecheckRules, sameEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DeployFacts } from './facts.ts'
import { isGood, isUnderWay } from './health.ts'
import { judgeProvenance } from './provenance.ts'

const id = 'precheck/rollback-plan'

/**
 * Whether `intent: rollback` really is one: back to an ancestor of what is live, which was healthy in this environment, with
 * nothing newer on its way. Otherwise it could ship new code past every gate.
 */
export function evaluateRollbackTarget(
  { target }: DeployFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): CheckOutcome {
  const { environment } = subject
  const head = subject.head.slice(0, 12)
  if (environment === undefined || target === undefined) {
    return unknown(id, 'no-environment', 'A rollback needs the environment that it rolls back.', {
      next: 'Set the input environment.',
    })
  }
  if (!target.known) return unanswered(id, `What is deployed to ${environment}`, target)
  const there = target.value.deployments.filter(
    (one) => !one.ours && sameEnvironment(one.environment, environment),
  )
  const policy = findEnvironment(rules, environment)?.deployments
  const counted = there.filter((one) => judgeProvenance(one, policy, subject.branch).counts)
  const started = there.filter((one) => one.statuses.some(({ state }) => state !== 'INACTIVE'))
  // What is only watched is live: a rollback must not wait for the watch to find out too.
  const live = started.find((one) => !isUnderWay(one))
  const newer = started.find((one) => isUnderWay(one) && one.sha !== subject.head)
  const evidence = [
    {
      fact: live === undefined ? 'nothing is live' : `${live.sha.slice(0, 12)} is live`,
      source: 'GitHub deployments',
    },
  ]
  if (live === undefined) {
    return fail(
      id,
      'nothing-live',
      `Nothing is recorded as live in ${environment}: there is nothing to roll back.`,
      {
        evidence,
        next: 'Deploy it as a release or a hotfix.',
      },
    )
  }
  if (newer !== undefined) {
    return fail(
      id,
      'deployment-in-progress',
      `Deployment ${newer.id} of ${newer.sha.slice(0, 12)} to ${environment} is still on its way.`,
      {
        evidence,
        next: 'Stop it, or wait until it has ended, then roll back.',
      },
    )
  }
  if (live.descendsFromHead === undefined) {
    return unknown(
      id,
      'ancestry-unknown',
      `Whether ${head} is an ancestor of ${live.sha.slice(0, 12)} cannot be told from this clone.`,
      {
        evidence,
        next: 'Check out with fetch-depth: 0.',
      },
    )
  }
  if (!live.descendsFromHead) {
    return fail(
      id,
      'not-an-ancestor',
      `${head} is no ancestor of what is live (${live.sha.slice(0, 12)}): this would ship new code.`,
      {
        evidence,
        next: 'Roll back to a commit that was live before, or deploy this as a release or a hotfix.',
      },
    )
  }
  const before = counted.find((one) => (one.sha === subject.head || one.tree === subject.tree) && isGood(one))
  if (before === undefined) {
    return target.value.complete
      ? fail(id, 'never-healthy-here', `${head} is not recorded as healthy in ${environment}.`, {
          evidence,
          next: `Roll back to a commit that was healthy in ${environment}.`,
        })
      : unknown(
          id,
          'not-among-newest',
          `${head} is not among the newest deployments to ${environment} that count.`,
          {
            evidence,
            next: `Roll back to one of the newest commits that were healthy in ${environment}.`,
          },
        )
  }
  return pass(
    id,
    'rollback-proven',
    `${head} is an ancestor of what is live and was healthy in ${environment} (deployed ${before.createdAt}).`,
    {
      evidence,
    },
  )
}

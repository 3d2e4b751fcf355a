import { type CheckOutcome, formatDuration } from '@operator/report'
import { fail, listed, notApplicable, pass, pending, unanswered, unknown } from '../outcome.ts'
import { type PrecheckRules, sameEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DeployFacts, DeploymentFacts } from './facts.ts'
import { judgeHealth, lastWatchVerdict } from './health.ts'
import { describeLock, lockOf } from './lock.ts'

const id = 'precheck/one-change'

/** GitHub itself calls a deployment abandoned that nobody reported on for so long. */
const abandonedAfter = 30 * 60_000

/** Nothing else is on its way to this environment, and nobody holds it locked: one change at a time. */
export function evaluateOneChange(
  { target, locks }: DeployFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome {
  const { environment } = subject
  if (environment === undefined) return notApplicable(id, 'no-environment', 'No environment is named.')
  const what = `What is being deployed to ${environment}`
  if (target === undefined)
    return unknown(id, 'not-asked', `${what} was not asked.`, { next: 'Run this again.' })
  if (!target.known) return unanswered(id, what, target)
  const there = target.value.deployments.filter(
    (one) => !one.ours && sameEnvironment(one.environment, environment),
  )
  const open = there.filter((one) => judgeHealth(one).kind === 'unfinished' && !isOver(one))
  const watch = Math.max(abandonedAfter, rules.watch.for ?? 0)
  const limitOf = (one: DeploymentFacts) => (lastWatchVerdict(one) === 'watching' ? watch : abandonedAfter)
  const busy = open.filter((one) => !(now.getTime() - lastWord(one) > limitOf(one)))
  const evidence = [
    ...open.slice(0, 5).map((one) => ({
      fact: `deployment ${one.id} of ${one.sha.slice(0, 12)} by ${one.creator.login}: ${busy.includes(one) ? 'on its way' : `abandoned, nothing reported for ${formatDuration(limitOf(one))}`}`,
      source: 'GitHub deployments',
    })),
    ...(open.length > 0
      ? []
      : [{ fact: `${there.length} other deployments, none on its way`, source: 'GitHub deployments' }]),
  ]
  const [first] = busy
  if (first !== undefined) {
    return lastWatchVerdict(first) === 'watching'
      ? pending(
          id,
          'watched-now',
          `${first.sha.slice(0, 12)} is still being watched in ${environment}: what broke could not be told from this change.`,
          { evidence, next: 'Wait until post-deploy-watch has ended, then deploy this.' },
        )
      : pending(
          id,
          'deployment-in-progress',
          `On its way to ${environment} already: ${listed(busy.map((one) => `${one.sha.slice(0, 12)} (deployment ${one.id})`))}.`,
          { evidence, next: 'Wait until it has ended, or cancel it; deploy one change at a time.' },
        )
  }
  if (locks === undefined)
    return unknown(id, 'locks-not-asked', 'Locks were not asked for.', { evidence, next: 'Run this again.' })
  if (!locks.known) return unanswered(id, 'Locks of github/branch-deploy', locks, { evidence })
  const lock = lockOf(locks.value, environment)
  if (lock === undefined)
    return pass(id, 'nothing-else', `Nothing else is on its way to ${environment}.`, { evidence })
  const held = [...evidence, { fact: describeLock(lock), source: 'git refs' }]
  if (lock.claim !== undefined && subject.actor?.toLowerCase() === lock.claim.by.toLowerCase()) {
    const message = `Nothing else is on its way to ${environment}; ${lock.claim.by}, who deploys this, holds its lock.`
    return pass(id, 'own-lock', message, { evidence: held })
  }
  return fail(id, 'environment-locked', `${describeLock(lock)}.`, {
    evidence: held,
    next: 'Ask who locked it; it is unlocked with .unlock, or by deleting the branch.',
  })
}

/** Superseded before it began. */
function isOver({ statuses }: DeploymentFacts): boolean {
  return statuses[0]?.state === 'INACTIVE'
}

function lastWord({ statuses, createdAt }: DeploymentFacts): number {
  return Date.parse(statuses[0]?.createdAt ?? createdAt)
}

import { type CheckOutcome, formatDuration } from '@operator/report'
import type { DeployFacts } from '../deploy/facts.ts'
import { fail, notApplicable, pass, unanswered, unknown } from '../outcome.ts'
import type { PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import { findLastDrill } from './drill.ts'

const id = 'precheck/rollback-drill'

/** Going back was done not long ago, and worked: nobody does it for the first time in an incident. */
export function evaluateRollbackDrill(
  deploy: DeployFacts,
  { environment }: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome {
  const { drill: maxAge } = rules.precheck.rollback
  if (environment === undefined) return notApplicable(id, 'no-environment', 'No environment is named.')
  if (maxAge === undefined) {
    const hint = 'How often a rollback has to be practised is not said: precheck.rollback.drill, such as 90d.'
    return notApplicable(id, 'not-configured', hint)
  }
  const limit = formatDuration(maxAge)
  const next = `Practise it: deploy the former version to ${environment}, or the environment before it, as intent: rollback, and watch it.`
  const last = findLastDrill(deploy)
  const age = last === undefined ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(last.at)
  const evidence =
    last === undefined ? [] : [{ fact: `${last.fact}, ${last.at}`, source: 'GitHub deployments' }]
  if (last !== undefined && age <= maxAge) {
    return pass(id, 'practised', `The last proven rollback was on ${last.at}, within ${limit}.`, { evidence })
  }
  const { target, before, rollbacks } = deploy
  const what = 'Whether a rollback was proven'
  if (target === undefined)
    return unknown(id, 'not-asked', `${what} was not asked.`, { next: 'Run this again.' })
  for (const asked of [target, before, rollbacks]) {
    if (asked !== undefined && !asked.known) return unanswered(id, what, asked, { evidence })
  }
  if (last !== undefined) {
    const message = `The last proven rollback was on ${last.at}, more than ${limit} ago.`
    return fail(id, 'drill-too-old', message, { evidence, next })
  }
  // What is older than everything that was read may lie within the limit where little is deployed.
  const isWhole = target.known && (target.value.complete || reachesBack(deploy, now, maxAge))
  return isWhole
    ? fail(id, 'never-practised', `No rollback was proven within ${limit}.`, { evidence, next })
    : unknown(
        id,
        'not-among-newest',
        `No rollback was proven among the newest deployments to ${environment}, which do not reach back ${limit}.`,
        {
          evidence,
          next,
        },
      )
}

/** Whether the deployments that were read reach back as far as the limit. */
function reachesBack({ target }: DeployFacts, now: Date, maxAge: number): boolean {
  const oldest = target?.known ? target.value.deployments.at(-1) : undefined
  return oldest !== undefined && now.getTime() - Date.parse(oldest.createdAt) > maxAge
}

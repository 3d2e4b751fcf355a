import type { Intent, Mode } from '@operator/report'
import picomatch from 'picomatch'
import type { RollbackPlan } from '../plan.ts'
import type { RollbackPolicy } from '../policy.ts'
import type { ReadChange } from '../read-change.ts'
import type { LastGood } from '../request.ts'
import { fillIn } from '../template.ts'

export interface RollbackFacts {
  readonly policy: RollbackPolicy | undefined
  readonly lastGood: LastGood
  /** From the last good commit to the deployed one. */
  readonly change: ReadChange
  readonly environment: string | undefined
  readonly service: string
  readonly mode: Mode
  readonly intent: Intent
  /** Whether there is a GitHub to dispatch the workflow on, and a branch to do it. */
  readonly canDispatch: boolean
}

/** How commits that fix a vulnerability call it. */
const securityFix = /\b(CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3})\b/i

/** Decides before the first look whether this watch may roll back by itself: in the incident nothing is searched for. */
export function planRollback(facts: RollbackFacts): RollbackPlan {
  const { policy, lastGood, change, environment, service } = facts
  if (policy === undefined) {
    return byHand(
      'rollback-not-configured',
      'the policy names no rollback workflow',
      'Name the workflow that deploys a given commit under `watch.rollback` in the policy.',
    )
  }
  if (facts.mode === 'report') {
    return byHand(
      'report-mode',
      'in report mode nothing is done',
      `Run ${policy.workflow} by hand where it is needed.`,
    )
  }
  if (facts.intent === 'rollback') {
    return byHand(
      'already-a-rollback',
      'this deployment is a rollback itself',
      'Find out why the rolled back version is broken too: data, a cache or another service may be the cause.',
    )
  }
  if (!policy.enabled) {
    return byHand(
      'rollback-disabled',
      'the policy leaves it to people',
      `Decide, and run ${policy.workflow} by hand.`,
    )
  }
  if (environment === undefined || !facts.canDispatch) {
    return byHand(
      'nothing-to-dispatch-on',
      'without a token and an environment no workflow can be started',
      `Give the watch a token and the input environment, or run ${policy.workflow} by hand.`,
    )
  }
  switch (lastGood.kind) {
    case 'none':
      return byHand(
        'no-last-good',
        `no earlier healthy deployment to ${environment} is recorded`,
        'Mend it with a hotfix: there is no version to go back to.',
      )
    case 'undetermined':
      return byHand(
        'last-good-undetermined',
        `what was live before could not be determined. ${lastGood.why}`,
        `Find the last good version, and run ${policy.workflow} with it by hand.`,
      )
    case 'commit':
      break
  }
  const target = lastGood.sha.slice(0, 12)
  const approve = `Decide, then run ${policy.workflow} with ${target} by hand.`
  if (!change.ok) return byHand('change-unknown', `what ${target} lacks is not known: ${change.why}`, approve)
  if (!change.change.isAncestor) {
    return byHand(
      'not-an-ancestor',
      `${target} is no ancestor of what was deployed, so going back may bring other code along`,
      approve,
    )
  }
  const isCritical = picomatch([...policy.critical], { dot: true })
  const critical = change.change.files.find((path) => isCritical(path))
  if (critical !== undefined) {
    return byHand(
      'critical-change',
      `the change touches what the policy calls critical: ${critical}`,
      approve,
    )
  }
  const fix = change.change.commits.find(({ title }) => securityFix.test(title))
  if (fix !== undefined) {
    return byHand(
      'security-fix',
      `the change brings a security fix, which a rollback would take away: ${fix.title}`,
      approve,
    )
  }
  if (!change.change.filesComplete || change.change.commits.length < change.change.total) {
    return byHand(
      'change-too-large',
      'the change is too large to tell whether it touches what is critical or fixes a vulnerability',
      approve,
    )
  }
  const values = { 'last-good': lastGood.sha, environment, service }
  return {
    kind: 'automatic',
    workflow: policy.workflow,
    inputs: Object.fromEntries(
      Object.entries(policy.inputs).map(([name, text]) => [name, fillIn(text, values)]),
    ),
    timeout: policy.timeout,
    verify: policy.verify,
  }
}

function byHand(code: string, reason: string, next: string): RollbackPlan {
  return { kind: 'by-hand', code, reason, next }
}

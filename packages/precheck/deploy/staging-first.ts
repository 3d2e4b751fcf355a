import { type CheckOutcome, type Evidence, formatDuration } from '@operator/report'
import { fail, notApplicable, pass, pending, unanswered, unknown } from '../outcome.ts'
import type { EnvironmentBefore } from '../policy.ts'
import { environmentsBefore, findEnvironment, type PrecheckRules, sameEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DeployFacts, DeploymentFacts } from './facts.ts'
import { type Health, judgeHealth, lastWatchVerdict } from './health.ts'
import { describeLock, lockOf } from './lock.ts'
import { judgeProvenance } from './provenance.ts'
import { inMinutes, measureSoak } from './soak.ts'

const id = 'precheck/staging-first'

type After = EnvironmentBefore

/** The same commit, or the same tree, must have run in the environment before, watched, healthy and for long enough. */
export function evaluateStagingFirst(
  { before, locks }: DeployFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome {
  const { environment } = subject
  const places = environmentsBefore(rules, environment)
  if (places.length === 0) {
    const hint =
      environment === undefined
        ? 'No environment is named.'
        : `The policy names no environment that comes before ${environment} (environments.${environment}.after).`
    return notApplicable(id, 'no-environment-before', hint)
  }
  return together(places.map((after) => judgePlace(after, { before, locks }, subject, rules, now)))
}

const ranks = ['pass', 'pending', 'unknown', 'fail']

/** It must have run in each of them; the worst decides. */
function together(outcomes: readonly CheckOutcome[]): CheckOutcome {
  const rank = ({ status }: CheckOutcome) => ranks.indexOf(status)
  const [worst] = outcomes.toSorted((a, b) => rank(b) - rank(a))
  if (worst === undefined) throw new Error('No environment comes before.')
  const evidence = outcomes.flatMap((outcome) => outcome.evidence)
  if (worst.status !== 'pass') return { ...worst, evidence }
  return pass(id, worst.reason.code, outcomes.map(({ reason }) => reason.message).join(' '), { evidence })
}

function judgePlace(
  after: After,
  { before, locks }: DeployFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome {
  const what = `What was deployed to ${after.environment}`
  if (before === undefined)
    return unknown(id, 'not-asked', `${what} was not asked.`, { next: 'Run this again.' })
  if (!before.known) return unanswered(id, what, before)
  const there = before.value.deployments.filter((one) => sameEnvironment(one.environment, after.environment))
  const same = there.filter(({ sha, tree }) => sha === subject.head || tree === subject.tree)
  if (same.length === 0) return notThere(subject, after, there, before.value.complete)
  const policy = findEnvironment(rules, after.environment)?.deployments
  const judged = same.map((deployment) => ({
    deployment,
    provenance: judgeProvenance(deployment, policy, subject.branch),
    health: judgeHealth(deployment),
  }))
  const lock = locks?.known === true ? lockOf(locks.value, after.environment) : undefined
  const evidence = [
    ...judged.slice(0, 5).map(({ deployment, provenance, health }) => ({
      fact: `deployment ${deployment.id} of ${deployment.sha.slice(0, 12)} to ${deployment.environment}: ${health.kind}, ${lastWatchVerdict(deployment) ?? 'not watched'}, ${provenance.why}`,
      source: 'GitHub deployments',
      observedAt: toIso(deployment.createdAt),
    })),
    ...(lock === undefined ? [] : [{ fact: describeLock(lock), source: 'git refs' }]),
  ]
  // The newest decides: what failed there last is not healthy there, whatever it was before.
  const newest = judged.find(({ provenance }) => provenance.counts)
  if (newest === undefined) {
    return unknown(
      id,
      'deployment-unverified',
      `Its deployment to ${after.environment} does not count: ${judged[0]?.provenance.why ?? ''}.`,
      {
        evidence,
        next: `List the workflow or the app that deploys under environments.${after.environment}.deployments.`,
      },
    )
  }
  return judgeRun({ ...newest, there }, after, subject, now, evidence)
}

function notThere(
  { head }: SubjectFacts,
  after: After,
  there: readonly DeploymentFacts[],
  complete: boolean,
): CheckOutcome {
  const short = head.slice(0, 12)
  const next = `Deploy ${short} to ${after.environment} first.`
  if (!complete && there.length === 0) {
    const message = `${short} is not among the newest deployments, and there are older ones.`
    return unknown(id, 'not-among-newest', message, { next })
  }
  const newest = there[0]
  const instead = newest === undefined ? 'nothing was' : `${newest.sha.slice(0, 12)} was last`
  const message = `${short} was not deployed to ${after.environment} among the newest ${there.length}; ${instead}.`
  return fail(id, 'not-deployed-before', message, { next })
}

interface Run {
  readonly deployment: DeploymentFacts
  readonly health: Health
  readonly there: readonly DeploymentFacts[]
}

/** How the deployment that counts went, and whether that is as much as the policy demands. */
function judgeRun(
  { deployment, health, there }: Run,
  after: After,
  subject: SubjectFacts,
  now: Date,
  evidence: readonly Evidence[],
): CheckOutcome {
  const head = subject.head.slice(0, 12)
  const place = after.environment
  const verdict = lastWatchVerdict(deployment)
  switch (health.kind) {
    case 'failed': {
      const why = health.says === '' ? health.state : health.says
      return fail(id, 'failed-before', `${head} failed in ${place} (${why}).`, {
        evidence,
        next: `Find out why it failed in ${place}, mend it, and deploy it there again.`,
      })
    }
    case 'unfinished':
      return verdict === 'watching'
        ? pending(id, 'being-watched-before', `${head} is still being watched in ${place}.`, {
            evidence,
            next: `Wait until post-deploy-watch has ended in ${place}.`,
          })
        : pending(id, 'not-finished-before', `${head} is not yet deployed to ${place} (${health.state}).`, {
            evidence,
            next: `Wait until the deployment to ${place} is finished.`,
          })
    case 'inconclusive':
      if (!health.lowTraffic) {
        return unknown(id, 'inconclusive-before', `Whether ${head} is healthy in ${place}: ${health.says}`, {
          evidence,
          next: `Mend what the watch could not see, and watch ${place} again.`,
        })
      }
      if (after.proof === 'healthy') {
        const message = `${head} works in ${place}, but there was too little traffic to call it healthy, which the policy demands.`
        return unknown(id, 'low-traffic-before', message, {
          evidence,
          next: `Send traffic to ${place} (a load test), watch it again, or set after.proof: watched.`,
        })
      }
      break
    case 'healthy':
      if (verdict === undefined && after.proof !== 'deployed') {
        return unknown(
          id,
          'not-watched-before',
          `Nobody watched ${head} in ${place}: its job succeeded, no more.`,
          {
            evidence,
            next: `Run post-deploy-watch after the deployment to ${place}, or set after.proof: deployed.`,
          },
        )
      }
  }
  return judgeSoak(deployment, health.since, there, after, subject, now, evidence)
}

function judgeSoak(
  deployment: DeploymentFacts,
  since: string,
  there: readonly DeploymentFacts[],
  after: After,
  subject: SubjectFacts,
  now: Date,
  evidence: readonly Evidence[],
): CheckOutcome {
  const { ran, end } = measureSoak(deployment, since, there, now)
  const head = subject.head.slice(0, 12)
  const place = after.environment
  const must = `and must for ${formatDuration(after.soak)}`
  if (ran >= after.soak) {
    const as =
      deployment.sha === subject.head ? head : `${deployment.sha.slice(0, 12)}, which has the same tree,`
    const verdict = lastWatchVerdict(deployment)
    const how =
      verdict === 'low-traffic'
        ? 'watched, with little traffic'
        : verdict === undefined
          ? 'not watched'
          : verdict
    const message = `${as} ran in ${place} for ${inMinutes(ran)} since ${since}, ${how}.`
    return pass(id, 'ran-before', message, { evidence })
  }
  if (end !== undefined) {
    const message = `${head} ran in ${place} for ${inMinutes(ran)} only before something else took its place, ${must}.`
    return fail(id, 'superseded-before', message, {
      evidence,
      next: `Deploy ${head} to ${place} again and leave it there.`,
    })
  }
  const ready = new Date(Date.parse(since) + after.soak)
  return pending(id, 'not-soaked', `${head} runs in ${place} for ${inMinutes(ran)}, ${must}.`, {
    evidence,
    next: Number.isNaN(ready.getTime()) ? 'Run this again.' : `Wait until ${ready.toISOString()}.`,
  })
}

function toIso(text: string): string {
  const time = Date.parse(text)
  return new Date(Number.isNaN(time) ? 0 : time).toISOString()
}

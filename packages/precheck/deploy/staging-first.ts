import { type CheckOutcome, formatDuration } from '@operator/report'
import { fail, notApplicable, pass, pending, unanswered, unknown } from '../outcome.ts'
import { findEnvironment, type PrecheckRules, sameEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DeployFacts, DeploymentFacts } from './facts.ts'
import { judgeHealth } from './health.ts'
import { judgeProvenance } from './provenance.ts'

const id = 'precheck/staging-first'

/** The same commit, or the same tree, must have run in the environment before, healthily and for long enough. */
export function evaluateStagingFirst(
  { before }: DeployFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome {
  const { environment } = subject
  const after = findEnvironment(rules, environment)?.after
  if (after === undefined) {
    const hint =
      environment === undefined
        ? 'No environment is named.'
        : `The policy names no environment that comes before ${environment} (environments.${environment}.after).`
    return notApplicable(id, 'no-environment-before', hint)
  }
  const what = `What was deployed to ${after.environment}`
  if (before === undefined)
    return unknown(id, 'not-asked', `${what} was not asked.`, { next: 'Run this again.' })
  if (!before.known) return unanswered(id, what, before)
  const there = before.value.deployments.filter((one) => sameEnvironment(one.environment, after.environment))
  const same = there.filter(({ sha, tree }) => sha === subject.head || tree === subject.tree)
  const head = subject.head.slice(0, 12)
  const next = `Deploy ${head} to ${after.environment} first.`
  if (same.length === 0) {
    const newest = there[0]
    const instead = newest === undefined ? 'nothing was' : `${newest.sha.slice(0, 12)} was last`
    return before.value.complete || there.length > 0
      ? fail(
          id,
          'not-deployed-before',
          `${head} was not deployed to ${after.environment} among the newest ${there.length}; ${instead}.`,
          {
            next,
          },
        )
      : unknown(
          id,
          'not-among-newest',
          `${head} is not among the newest deployments, and there are older ones.`,
          { next },
        )
  }
  const policy = findEnvironment(rules, after.environment)?.deployments
  const judged = same.map((deployment) => ({
    deployment,
    provenance: judgeProvenance(deployment, policy, subject.branch),
    health: judgeHealth(deployment),
  }))
  const evidence = judged.slice(0, 5).map(({ deployment, provenance, health }) => ({
    fact: `deployment ${deployment.id} of ${deployment.sha.slice(0, 12)} to ${deployment.environment}: ${health.kind}, ${provenance.why}`,
    source: 'GitHub deployments',
    observedAt: toIso(deployment.createdAt),
  }))
  const counted = judged.filter(({ provenance }) => provenance.counts)
  // The newest decides: what failed there last is not healthy there, whatever it was before.
  const [newest] = counted
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
  const { health } = newest
  switch (health.kind) {
    case 'failed':
      return fail(id, 'failed-before', `${head} failed in ${after.environment} (${health.state}).`, {
        evidence,
        next: `Find out why it failed in ${after.environment}, mend it, and deploy it there again.`,
      })
    case 'unfinished':
      return pending(
        id,
        'not-finished-before',
        `${head} is not yet deployed to ${after.environment} (${health.state}).`,
        {
          evidence,
          next: `Wait until the deployment to ${after.environment} is finished.`,
        },
      )
    case 'healthy':
      return soaked(
        newest.deployment,
        health.since,
        endOf(newest.deployment, there),
        after,
        subject,
        now,
        evidence,
      )
  }
}

/** When it stopped running there: it was superseded, or something else was deployed over it. ISO 8601. */
function endOf(deployment: DeploymentFacts, there: readonly DeploymentFacts[]): string | undefined {
  const inactive = deployment.statuses.filter(({ state }) => state === 'INACTIVE')
  const over = there.filter(
    (other) =>
      other.createdAt > deployment.createdAt &&
      other.tree !== deployment.tree &&
      other.statuses.some(({ state }) => state === 'SUCCESS'),
  )
  return [...inactive, ...over].map(({ createdAt }) => createdAt).sort()[0]
}

function soaked(
  deployment: DeploymentFacts,
  since: string,
  end: string | undefined,
  after: { readonly environment: string; readonly soak: number },
  subject: SubjectFacts,
  now: Date,
  evidence: readonly { readonly fact: string; readonly source: string }[],
): CheckOutcome {
  const ran =
    (end === undefined ? now.getTime() : Math.min(now.getTime(), Date.parse(end))) - Date.parse(since)
  const head = subject.head.slice(0, 12)
  const must = `and must for ${formatDuration(after.soak)}`
  if (ran >= after.soak) {
    const as =
      deployment.sha === subject.head ? head : `${deployment.sha.slice(0, 12)}, which has the same tree,`
    const message = `${as} ran in ${after.environment} for ${minutes(ran)}, healthy since ${since}.`
    return pass(id, 'ran-before', message, { evidence })
  }
  if (end !== undefined) {
    const message = `${head} ran in ${after.environment} for ${minutes(ran)} only before something else took its place, ${must}.`
    return fail(id, 'superseded-before', message, {
      evidence,
      next: `Deploy ${head} to ${after.environment} again and leave it there.`,
    })
  }
  const ready = new Date(Date.parse(since) + after.soak).toISOString()
  return pending(id, 'not-soaked', `${head} runs in ${after.environment} for ${minutes(ran)}, ${must}.`, {
    evidence,
    next: `Wait until ${ready}.`,
  })
}

function minutes(milliseconds: number): string {
  return Number.isFinite(milliseconds)
    ? `${Math.max(0, Math.floor(milliseconds / 60_000))} min`
    : 'an unknown time'
}

function toIso(text: string): string {
  const time = Date.parse(text)
  return new Date(Number.isNaN(time) ? 0 : time).toISOString()
}

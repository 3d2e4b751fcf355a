import { setTimeout as wait } from 'node:timers/promises'
import { describeProblem, hasRef } from '@operator/github'
import { afterwards, deploymentUnderWatch, type UnderWatch } from './deployment-under-watch.ts'
import { performCommand } from './perform.ts'
import type { WatchPlan } from './plan.ts'
import { describeRound } from './progress.ts'
import { type ReadChange, readChange } from './read-change.ts'
import type { LastGood, WatchRequest } from './request.ts'
import { lockName } from './rollback/lock-name.ts'
import { planRollback } from './rollback/plan-rollback.ts'
import { runWatch } from './run-watch.ts'
import type { Shipped, WatchSnapshot } from './snapshot.ts'
import type { WatchState } from './state.ts'

/** Plans the watch, then watches to the end, or until it is stopped. */
export async function collectWatch(request: WatchRequest): Promise<WatchSnapshot> {
  const under = await deploymentUnderWatch(request)
  if (under.kind !== 'due') return under
  const lastGood = await findLastGood(request, under)
  const change = await changeSince(lastGood, request, under)
  const begun = await isRollbackBegun(request, under)
  const plan = planWatch(request, under, lastGood, change, begun.value)
  let before: WatchState | undefined
  const { events } = await runWatch(
    plan,
    {
      now: Date.now,
      sleep: (milliseconds, signal) => sleepUntilStopped(milliseconds, signal),
      perform: performCommand(plan, request),
      onEvent: (event, state) => {
        for (const line of describeRound(before, event, state)) request.say(line)
        before = state
      },
    },
    request.stop,
  )
  return {
    kind: 'watched',
    plan,
    events,
    shipped: shippedBy(change),
    afterwards: request.policy.then ?? null,
    problems: [...under.problems, ...begun.problems],
  }
}

type Due = Extract<UnderWatch, { kind: 'due' }>

async function findLastGood({ github, environment, findLastGood: find }: WatchRequest, { commit }: Due) {
  if (commit === undefined) {
    return { kind: 'undetermined', why: 'Which commit was deployed is not known.' } satisfies LastGood
  }
  if (github === undefined || environment === undefined) {
    return {
      kind: 'undetermined',
      why: 'Without a token and an environment no deployment can be read.',
    } satisfies LastGood
  }
  return find(environment, commit)
}

async function changeSince(
  lastGood: LastGood,
  { repository, github }: WatchRequest,
  { commit }: Due,
): Promise<ReadChange> {
  if (commit === undefined) return { ok: false, why: 'Which commit was deployed is not known.' }
  switch (lastGood.kind) {
    case 'commit':
      return readChange(lastGood.sha, commit, repository, github)
    case 'none':
      return {
        ok: false,
        why: 'No earlier healthy deployment is recorded: everything shipped for the first time.',
      }
    case 'undetermined':
      return { ok: false, why: lastGood.why }
  }
}

async function isRollbackBegun({ github }: WatchRequest, { deployment }: Due) {
  const name = lockName({
    deployment: deployment === undefined ? null : { id: deployment.id, sha: deployment.sha, createdAt: 0 },
  })
  if (github === undefined || name === undefined) return { value: false, problems: [] }
  const found = await hasRef(github, name)
  if (found.ok) return { value: found.value, problems: [] }
  const problem = `Whether a rollback was begun before is not known. ${describeProblem(found.problem)}`
  return { value: false, problems: [problem] }
}

function planWatch(
  request: WatchRequest,
  { deployment, commit }: Due,
  lastGood: LastGood,
  change: ReadChange,
  rollbackBegun: boolean,
): WatchPlan {
  const { policy, targets, environment, service, github, branch } = request
  const isScheduled = request.about.kind === 'latest' && deployment !== undefined
  return {
    service,
    environment: environment ?? null,
    startedAt: Date.now(),
    watch: request.duration,
    interval: request.interval,
    converge: policy.converge,
    slow: policy.slow,
    alpha: policy.alpha,
    tolerance: policy.tolerance,
    floor: policy.floor,
    ruleOut: policy['rule-out'],
    paths: [...targets.paths.values()].map(({ name, steps: [first] }) => ({
      name,
      origin: first.url.origin,
    })),
    metrics: policy.metrics.map(({ name, every }) => ({ name, every })),
    share: isScheduled ? Math.min(1, request.duration / afterwards(policy)) : 1,
    counting: isScheduled
      ? { since: Date.parse(deployment?.createdAt ?? '') + policy.converge, span: afterwards(policy) }
      : { since: null, span: request.duration },
    version: {
      readable: targets.version !== undefined,
      origin: targets.version?.url.origin ?? null,
      expected: request.version ?? commit ?? null,
    },
    deployment:
      deployment === undefined
        ? null
        : { id: deployment.id, sha: deployment.sha, createdAt: Date.parse(deployment.createdAt) },
    lastGood: lastGood.kind === 'commit' ? lastGood.sha : null,
    rollback: planRollback({
      policy: policy.rollback,
      lastGood,
      change,
      environment,
      service,
      mode: request.mode,
      intent: request.intent,
      canDispatch: github !== undefined && branch !== undefined && deployment !== undefined,
    }),
    rollbackBegun,
    enforced: request.enforced,
    publishes: github !== undefined && environment !== undefined,
    quiet: isScheduled,
  }
}

function shippedBy(change: ReadChange): Shipped {
  if (!change.ok) return { kind: 'unknown', why: change.why }
  const { commits, total } = change.change
  return { kind: 'commits', commits, total }
}

async function sleepUntilStopped(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(milliseconds, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

import { NotARepositoryError, openRepository, type Repository } from '@operator/git'
import {
  defineAction,
  findLastGood,
  maskSecret,
  type Request,
  say,
  stopInOrder,
  UserError,
  version,
} from '@operator/host'
import {
  collectWatch,
  evaluateWatch,
  resolveTargets,
  type WatchRequest,
  type WatchSnapshot,
  watchChecks,
  watchSnapshot,
} from '@operator/watch'
import { postDeployWatchInputs } from './inputs.ts'

type WatchInputs = typeof postDeployWatchInputs

const collect = (request: Request<WatchInputs>): Promise<WatchSnapshot> =>
  stopInOrder(async (stop) => collectWatch(await toWatchRequest(request, stop)))

const evaluate = (snapshot: WatchSnapshot) => evaluateWatch(snapshot)

export const action = defineAction({
  action: 'post-deploy-watch',
  inputs: postDeployWatchInputs,
  checks: watchChecks,
  snapshot: watchSnapshot,
  collect,
  evaluate,
  // An address can be watched without any repository.
  withoutRange: { collect, evaluate },
})

async function toWatchRequest(request: Request<WatchInputs>, stop: AbortSignal): Promise<WatchRequest> {
  const { common, inputs, policy, event, github, now } = request
  const { environment, service } = common
  const url = inputs.url ?? (environment === undefined ? undefined : policy.environments[environment]?.url)
  const targets = resolveTargets(policy.watch, url === undefined ? undefined : new URL(url), readSecret)
  if (!targets.ok) throw new UserError(targets.problems)
  const duration = inputs.duration ?? policy.watch.for
  const levels = watchChecks.filter(({ id, level }) => (policy.checks[id] ?? level) === 'enforce')
  return {
    service,
    environment,
    targets: targets.value,
    policy: policy.watch,
    incident: policy.incident,
    mode: common.mode,
    intent: common.intent,
    enforced: levels.map(({ id }) => id),
    duration,
    interval: inputs.interval ?? Math.min(policy.watch.interval, intervalOf(duration)),
    version: inputs.version,
    deployment: inputs.deployment,
    about: aboutOf(request),
    branch: event.defaultBranch,
    repository: await openClone(request.directory),
    github,
    findLastGood: (place, before) => findLastGood(request, place, before),
    runUrl: event.run?.url,
    userAgent: `operator-watch/${version}`,
    now,
    stop,
    say,
  }
}

/** The policy names variables only where credentials belong. */
function readSecret(name: string): string | undefined {
  const value = process.env[name]
  if (value !== undefined) maskSecret(value.trim())
  return value
}

/** So many looks that a short watch can prove something. Milliseconds. */
function intervalOf(duration: number): number {
  return Math.max(1_000, Math.floor(duration / 10))
}

function aboutOf({ common, event, sight }: Request<WatchInputs>): WatchRequest['about'] {
  const commit = sight.kind === 'seen' ? sight.head.oid : event.head
  if (common.commit !== undefined) return { kind: 'commit', commit }
  if (event.name === 'schedule') return { kind: 'latest' }
  return event.stage === 'local' ? { kind: 'address' } : { kind: 'commit', commit }
}

/** The clone, where there is one: without it GitHub is asked what shipped. */
async function openClone(directory: string): Promise<Repository | undefined> {
  try {
    return await openRepository(directory)
  } catch (error) {
    if (error instanceof NotARepositoryError) return undefined
    throw error
  }
}

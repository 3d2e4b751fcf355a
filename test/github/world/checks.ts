import { unstated } from '../unstated.ts'
import { actionsApp, appOf, personOf } from './people.ts'
import { commitOf, timestamp, type World } from './world.ts'

export type CheckState = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending'
export type Conclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale'
  | 'startup_failure'

export interface CheckSuite {
  readonly id: number
  readonly app: string
  readonly headSha: string
  readonly createdAt: string
  /** The workflow run whose suite this is. */
  readonly workflowRun: number | null
  status: CheckState
  conclusion: Conclusion | null
}

export interface CheckRun {
  readonly id: number
  readonly suite: number
  readonly name: string
  readonly headSha: string
  status: CheckState
  conclusion: Conclusion | null
  readonly startedAt: string | null
  completedAt: string | null
  readonly detailsUrl: string | null
  readonly output: { readonly title: string | null; readonly summary: string | null }
  /** The deployment that the job made by naming an environment. */
  readonly deployment: number | null
}

export interface CommitStatus {
  readonly id: number
  readonly sha: string
  readonly context: string
  readonly state: 'success' | 'failure' | 'pending' | 'error'
  readonly description: string | null
  readonly targetUrl: string | null
  readonly creator: string
  readonly createdAt: string
}

export interface NewCheckSuite {
  readonly sha: string
  readonly app?: string
  readonly status?: CheckState
  readonly conclusion?: Conclusion | null
  readonly createdAt?: string
}

export interface NewCheckRun {
  /** Sha or ref. */
  readonly sha: string
  readonly name: string
  /** Default: completed, or in_progress where the conclusion is null. */
  readonly status?: CheckState
  /** Default: success. */
  readonly conclusion?: Conclusion | null
  /** Slug of the app; the run goes to a suite of its own unless `suite` names one. */
  readonly app?: string
  readonly suite?: number
  readonly startedAt?: string
  readonly completedAt?: string
  readonly detailsUrl?: string
  readonly title?: string
  readonly deployment?: number
}

export interface NewCommitStatus {
  readonly sha: string
  readonly context: string
  readonly state: CommitStatus['state']
  readonly description?: string
  readonly targetUrl?: string
  readonly creator?: string
  readonly createdAt?: string
}

/** A suite without runs is what GitHub makes for every app that may write checks, and it may stay queued for ever. */
export function addCheckSuite(
  world: World,
  suite: NewCheckSuite,
  workflowRun: number | null = null,
): CheckSuite {
  const status = suite.status ?? (suite.conclusion == null ? 'queued' : 'completed')
  const added: CheckSuite = {
    id: world.nextId(),
    app: appOf(world, suite.app ?? actionsApp.slug).slug,
    headSha: commitOf(world, suite.sha),
    createdAt: timestamp(world, suite.createdAt),
    workflowRun,
    status,
    conclusion: suite.conclusion ?? null,
  }
  world.checkSuites.push(added)
  return added
}

export function addCheckRun(world: World, run: NewCheckRun): CheckRun {
  const conclusion =
    run.conclusion === undefined && (run.status ?? 'completed') === 'completed'
      ? 'success'
      : (run.conclusion ?? null)
  const status = run.status ?? (conclusion === null ? 'in_progress' : 'completed')
  const startedAt = timestamp(world, run.startedAt)
  const suite =
    run.suite ??
    addCheckSuite(world, {
      sha: run.sha,
      app: run.app ?? 'some-checker',
      status,
      conclusion,
      createdAt: startedAt,
    }).id
  const added: CheckRun = {
    id: world.nextId(),
    suite,
    name: run.name,
    headSha: commitOf(world, run.sha),
    status,
    conclusion,
    startedAt: status === 'queued' ? null : startedAt,
    completedAt: status === 'completed' ? timestamp(world, run.completedAt ?? startedAt) : null,
    detailsUrl: run.detailsUrl ?? null,
    output: { title: run.title ?? null, summary: null },
    deployment: run.deployment ?? null,
  }
  world.checkRuns.push(added)
  return added
}

export function addStatus(world: World, status: NewCommitStatus): CommitStatus {
  const added: CommitStatus = {
    id: world.nextId(),
    sha: commitOf(world, status.sha),
    context: status.context,
    state: status.state,
    description: status.description ?? null,
    targetUrl: status.targetUrl ?? null,
    creator: personOf(world, status.creator ?? 'github-actions[bot]').login,
    createdAt: timestamp(world, status.createdAt),
  }
  world.statuses.push(added)
  return added
}

/** The suites of a commit. An app that writes checks has one for every commit, though it may never run anything there. */
export function suitesOf(world: World, sha: string): readonly CheckSuite[] {
  const own = () => world.checkSuites.filter(({ headSha }) => headSha === sha)
  for (const { slug, writesChecks } of world.apps.values()) {
    if (writesChecks && !own().some(({ app }) => app === slug)) {
      addCheckSuite(world, { sha, app: slug, status: unstated.ownSuite.value })
    }
  }
  return own()
}

/** A commit's statuses, the newest of each context first. */
export function latestStatuses(world: World, sha: string): readonly CommitStatus[] {
  const latest = new Map<string, CommitStatus>()
  for (const status of world.statuses) if (status.sha === sha) latest.set(status.context, status)
  return [...latest.values()].reverse()
}

/** The newest run of each name within its suite; older attempts stay in `world.checkRuns`. */
export function latestCheckRuns(world: World, sha: string): readonly CheckRun[] {
  const latest = new Map<string, CheckRun>()
  for (const run of world.checkRuns) if (run.headSha === sha) latest.set(`${run.suite}\0${run.name}`, run)
  return [...latest.values()].reverse()
}

import type { CheckRunFacts, CommitChecksFacts, StatusFacts, SuiteFacts, WorkflowSetFacts } from './facts.ts'
import { judgeRuns } from './judge-runs.ts'
import type { OwnJobs } from './own-run.ts'
import { type CheckState, readResult } from './read-result.ts'

/** One check under its whole identity: app, workflow file, event and name. The name alone could be anybody's. */
export interface JudgedCheck {
  readonly name: string
  readonly app: { readonly id: number; readonly slug: string } | undefined
  /** Path of the workflow file. */
  readonly workflow: string | undefined
  readonly event: string | undefined
  readonly state: CheckState
  /** `failure`, `cancelled`, `in progress`, … */
  readonly says: string
  readonly url: string
  readonly kind: 'check' | 'status' | 'run'
  /** What older results of the same identity said, which no longer count. */
  readonly superseded: readonly string[]
  /** True for a job that deploys to an environment: that is not CI. */
  readonly deploys: boolean
  /** How the whole run ended that it is part of; `open` while it runs. */
  readonly run: 'held' | 'failed' | 'open'
}

/** Judges everything that reported on a commit, except this job and what waits for it. */
export function judgeChecks(
  facts: CommitChecksFacts,
  own: OwnJobs,
  head: WorkflowSetFacts,
  readAt: string,
): JudgedCheck[] {
  const counted = facts.checkRuns.filter((check) => !own.isThisJob(check) && !own.waitsForThisJob(check))
  const groups = Map.groupBy(counted, identityOf)
  const judged = [...groups.values()].map((group) => judgeGroup(group, facts.suites))
  return [
    ...judged,
    ...judgeRuns(facts, own, head, readAt),
    ...facts.statuses.filter(isForeign).map(judgeStatus),
  ]
}

function identityOf({ app, run, name }: CheckRunFacts): string {
  return JSON.stringify([app?.id ?? null, run?.path ?? null, run?.event ?? null, name])
}

/** Newest first; `run_number` counts up per workflow, ids count up everywhere. */
function byAge(a: CheckRunFacts, b: CheckRunFacts): number {
  return (b.run?.number ?? 0) - (a.run?.number ?? 0) || (b.id ?? 0) - (a.id ?? 0)
}

/**
 * The newest result that is not "skipped" decides: a newer run that skips the job says nothing about the older failure.
 * An unfinished one makes it pending, unless a newer run of the same workflow has replaced its run.
 */
function judgeGroup(group: readonly CheckRunFacts[], suites: readonly SuiteFacts[]): JudgedCheck {
  const sorted = [...group].sort(byAge)
  const newestRun = sorted[0]?.run?.number
  const unfinished = sorted.find(
    (check) => check.status !== 'COMPLETED' && (check.run === undefined || check.run.number === newestRun),
  )
  const finished = sorted.filter((check) => check.status === 'COMPLETED')
  const decisive = unfinished ?? finished.find((check) => check.conclusion !== 'SKIPPED') ?? sorted[0]
  if (decisive === undefined) throw new Error('An identity without a check.')
  const suite = suites.find((candidate) => candidate.id === decisive.suite)
  return {
    name: decisive.name,
    app: decisive.app,
    workflow: decisive.run?.path,
    event: decisive.run?.event,
    ...readResult(decisive),
    url: decisive.url,
    kind: 'check',
    superseded: sorted.filter((check) => check !== decisive).map((check) => readResult(check).says),
    deploys: decisive.deployment !== undefined,
    run: endOf(suite),
  }
}

function endOf(suite: SuiteFacts | undefined): JudgedCheck['run'] {
  if (suite === undefined || suite.status !== 'COMPLETED') return 'open'
  // A run in which every job was skipped has failed nothing.
  return ['SUCCESS', 'NEUTRAL', 'SKIPPED'].includes(suite.conclusion ?? '') ? 'held' : 'failed'
}

/** Operator's own statuses are what is being decided here. */
function isForeign({ context }: StatusFacts): boolean {
  return !/^operator\/(?:precheck|gate) \(/.test(context)
}

function judgeStatus({ context, state, url, creator }: StatusFacts): JudgedCheck {
  const states: Readonly<Record<string, CheckState>> = {
    SUCCESS: 'green',
    FAILURE: 'red',
    ERROR: 'red',
    PENDING: 'pending',
    EXPECTED: 'pending',
  }
  return {
    name: context,
    app: creator && { id: 0, slug: creator.login.replace(/\[bot\]$/, '') },
    workflow: undefined,
    event: undefined,
    state: states[state] ?? 'unclear',
    says: state.toLowerCase(),
    url,
    kind: 'status',
    superseded: [],
    deploys: false,
    run: 'held',
  }
}

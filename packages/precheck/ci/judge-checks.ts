import type { CheckRunFacts, CommitChecksFacts, StatusFacts, SuiteFacts } from './facts.ts'
import type { OwnJobs } from './own-run.ts'

export type CheckState = 'green' | 'red' | 'pending' | 'skipped' | 'unclear'

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
  /** Older results of the same identity that no longer count. */
  readonly superseded: number
  /** True for a job that deploys to an environment: that is not CI. */
  readonly deploys: boolean
  /** True when the workflow run that it is part of did not fail as a whole. */
  readonly runHeld: boolean
}

/** Judges everything that reported on a commit, except this job and what waits for it. */
export function judgeChecks(facts: CommitChecksFacts, own: OwnJobs): JudgedCheck[] {
  const counted = facts.checkRuns.filter((check) => !own.isThisJob(check) && !own.waitsForThisJob(check))
  const groups = Map.groupBy(counted, identityOf)
  const judged = [...groups.values()].map((group) => judgeGroup(group, facts.suites))
  return [...judged, ...judgeRuns(facts, own), ...facts.statuses.filter(isForeign).map(judgeStatus)]
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
    superseded: group.length - 1,
    deploys: decisive.deployment !== undefined,
    runHeld: suite?.conclusion === 'SUCCESS' || suite?.conclusion === 'NEUTRAL',
  }
}

function readResult({ status, conclusion }: Pick<CheckRunFacts, 'status' | 'conclusion'>): {
  readonly state: CheckState
  readonly says: string
} {
  const words = (text: string) => text.toLowerCase().replaceAll('_', ' ')
  if (status !== 'COMPLETED') return { state: 'pending', says: words(status) }
  switch (conclusion) {
    case 'SUCCESS':
    case 'NEUTRAL':
      return { state: 'green', says: words(conclusion) }
    case 'SKIPPED':
      return { state: 'skipped', says: 'skipped' }
    case 'FAILURE':
    case 'TIMED_OUT':
    case 'CANCELLED':
    case 'ACTION_REQUIRED':
    case 'STARTUP_FAILURE':
    case 'STALE':
      return { state: 'red', says: words(conclusion) }
    default:
      return { state: 'unclear', says: conclusion === null ? 'no conclusion' : words(conclusion) }
  }
}

/** What only a whole run shows: jobs that do not exist yet, a workflow that could not start, a failed twin of a green job. */
function judgeRuns(facts: CommitChecksFacts, own: OwnJobs): JudgedCheck[] {
  const runs = facts.suites.filter((suite) => suite.run !== undefined)
  const byWorkflow = Map.groupBy(runs, ({ app, run }) => JSON.stringify([app?.id, run?.path, run?.event]))
  return [...byWorkflow.values()].flatMap((suites) => {
    const newest = suites.reduce((a, b) => ((b.run?.number ?? 0) > (a.run?.number ?? 0) ? b : a))
    const inRun = facts.checkRuns.filter((check) => check.suite === newest.id)
    // A run of this workflow cannot finish before this job: its other jobs are judged one by one.
    if (own.isThisRun(newest.run?.id)) return []
    if (inRun.some((check) => own.isThisJob(check) || own.waitsForThisJob(check))) return []
    const result = readResult(newest)
    const explained =
      result.state === 'green' ||
      result.state === 'skipped' ||
      inRun.some((check) => readResult(check).state === result.state && isNewest(check, inRun))
    if (explained) return []
    return [
      {
        name: newest.run?.path ?? `run ${newest.run?.number ?? ''}`,
        app: newest.app,
        workflow: newest.run?.path,
        event: newest.run?.event,
        ...result,
        url: '',
        kind: 'run' as const,
        superseded: suites.length - 1,
        deploys: false,
        runHeld: false,
      },
    ]
  })
}

/** False for an earlier attempt of a job in the same run. */
function isNewest(check: CheckRunFacts, inRun: readonly CheckRunFacts[]): boolean {
  return !inRun.some((other) => other.name === check.name && (other.id ?? 0) > (check.id ?? 0))
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
    superseded: 0,
    deploys: false,
    runHeld: true,
  }
}

import type { CheckRunFacts, CommitChecksFacts, SuiteFacts, WorkflowSetFacts } from './facts.ts'
import type { JudgedCheck } from './judge-checks.ts'
import { emits, type OwnJobs } from './own-run.ts'
import { type Result, readResult } from './read-result.ts'

/** A run that has no job after so long waits for something that will not come by itself. Milliseconds. */
const stalledAfter = 30 * 60_000

/**
 * What only a whole run shows: jobs that do not exist yet, a workflow that could not start, a failed twin of a green job.
 * A suite that an app was given and never ran anything in has no run, and is nothing.
 */
export function judgeRuns(
  { suites, checkRuns }: CommitChecksFacts,
  own: OwnJobs,
  head: WorkflowSetFacts,
  readAt: string,
): JudgedCheck[] {
  const runs = suites.filter((suite) => suite.run !== undefined)
  const byWorkflow = Map.groupBy(runs, ({ app, run }) => JSON.stringify([app?.id, run?.path, run?.event]))
  return [...byWorkflow.values()].flatMap((ofWorkflow) => {
    const newest = ofWorkflow.reduce((a, b) => ((b.run?.number ?? 0) > (a.run?.number ?? 0) ? b : a))
    const inRun = checkRuns.filter((check) => check.suite === newest.id)
    // A run of this workflow cannot finish before this job: its other jobs are judged one by one.
    if (own.isThisRun(newest.run?.id)) return []
    if (inRun.some((check) => own.isThisJob(check) || own.waitsForThisJob(check))) return []
    const result = unexplained(newest, inRun, head, readAt)
    if (result === undefined) return []
    return [
      {
        name: newest.run?.path ?? `run ${newest.run?.number ?? ''}`,
        app: newest.app,
        workflow: newest.run?.path,
        event: newest.run?.event,
        ...result,
        url: '',
        kind: 'run' as const,
        superseded: ofWorkflow.filter((suite) => suite !== newest).map((suite) => readResult(suite).says),
        deploys: false,
        run: newest.status === 'COMPLETED' ? ('failed' as const) : ('open' as const),
      },
    ]
  })
}

/** What the run says that none of its jobs says. */
function unexplained(
  suite: SuiteFacts,
  inRun: readonly CheckRunFacts[],
  head: WorkflowSetFacts,
  readAt: string,
): Result | undefined {
  const result = readResult(suite)
  const alike = inRun.filter((check) => readResult(check).state === result.state && isNewest(check, inRun))
  switch (result.state) {
    case 'green':
    case 'skipped':
      return undefined
    case 'pending': {
      if (alike.some(({ deployment }) => deployment === undefined)) return undefined
      if (alike.length > 0) return behindDeployment(suite, inRun, head, result)
      const age = Date.parse(readAt) - Date.parse(suite.createdAt ?? readAt)
      if (inRun.length > 0 || suite.checkRuns > 0 || age < stalledAfter) return result
      return {
        state: 'stalled',
        says: `${result.says} for ${Math.round(age / 60_000)} minutes without a job`,
      }
    }
    case 'red':
    case 'unclear':
    case 'stalled':
      return alike.length > 0 ? undefined : result
  }
}

/** Only a deployment is unfinished, which is no test; but tests may be to come when it is done. */
function behindDeployment(
  { run }: SuiteFacts,
  inRun: readonly CheckRunFacts[],
  { workflows }: WorkflowSetFacts,
  { state, says }: Result,
): Result | undefined {
  const workflow = workflows.find(({ path }) => path === run?.path)
  if (workflow === undefined) return { state, says }
  const open = workflow.jobs.filter((job) => !(job.deploys || inRun.some(({ name }) => emits(job, name))))
  if (open.length === 0) return undefined
  return { state, says: `${says}; not started: ${open.map(({ id }) => id).join(', ')}` }
}

/** False for an earlier attempt of a job in the same run. */
function isNewest(check: CheckRunFacts, inRun: readonly CheckRunFacts[]): boolean {
  return !inRun.some((other) => other.name === check.name && (other.id ?? 0) > (check.id ?? 0))
}

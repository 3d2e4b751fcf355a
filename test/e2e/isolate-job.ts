import { stringify } from 'yaml'
import { ancestorsOf, type Job, type Workflow } from './workflow.ts'

/** How GitHub says that a job ended. */
export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped'

export interface JobOutcome {
  readonly result: JobResult
  readonly outputs: Readonly<Record<string, string>>
}

/** Id of the job that writes down how the isolated one ended. */
const observer = 'observer'

/** Variable that names the file which the observer writes. */
export const observationVariable = 'STAND_IN_OBSERVATION'

/**
 * The workflow with one real job. Each job before it is replaced by one that ends as that job did, so that act itself
 * judges the conditions; each job gets a run of act, since act has one token for all jobs of a run.
 */
export function isolateJob(
  workflow: Workflow,
  id: string,
  before: ReadonlyMap<string, JobOutcome>,
  change: (job: Job) => Job,
): string {
  const job = workflow.jobs.get(id)
  if (job === undefined) throw new Error(`${workflow.path} has no job ${id}.`)
  const ancestors = ancestorsOf(workflow, id)
  const stubs = ancestors.map((name) => {
    const outcome = before.get(name)
    if (outcome === undefined) throw new Error(`${name} must end before ${id} starts.`)
    return [name, replay(workflow.jobs.get(name)?.needs ?? [], outcome)] as const
  })
  const cancelled = ancestors.filter((name) => before.get(name)?.result === 'cancelled')
  return stringify({
    ...workflow.rest,
    name: workflow.name,
    jobs: {
      ...Object.fromEntries(stubs),
      [id]: withCancelled(withoutEnvironment(change(job)), cancelled),
      [observer]: {
        needs: [id],
        if: 'always()',
        'runs-on': 'ubuntu-24.04',
        steps: [
          {
            env: { NEEDS: '${{ toJSON(needs) }}' },
            run: `printf '%s' "$NEEDS" > "$${observationVariable}"`,
          },
        ],
      },
    },
  })
}

/** Who runs act has played the environment already; act would refuse what it does not know of it. */
function withoutEnvironment({ environment: _played, ...job }: Job): Job {
  return job
}

/** act knows no cancelled job; one that it skips has the same effect on `success()` and `failure()`. */
function replay(needs: readonly string[], { result, outputs }: JobOutcome) {
  return {
    needs,
    if: result === 'success' || result === 'failure' ? 'always()' : 'false',
    'runs-on': 'ubuntu-24.04',
    outputs,
    steps: [{ run: result === 'failure' ? 'exit 1' : 'exit 0' }],
  }
}

/** act would say `skipped` of a job that was cancelled, so `needs.<job>.result` is filled in here. */
function withCancelled(job: Job, cancelled: readonly string[]): Job {
  const replaceIn = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return cancelled.reduce((text, name) => text.replaceAll(`needs.${name}.result`, "'cancelled'"), value)
    }
    if (Array.isArray(value)) return value.map(replaceIn)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceIn(inner)]))
  }
  return {
    ...job,
    ...(typeof job.if === 'string' && { if: String(replaceIn(job.if)) }),
    steps: job.steps.map((step) => ({ ...step, ...asRecord(replaceIn(step)) })),
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value)) : {}
}

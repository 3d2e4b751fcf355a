import { matchesName } from '@operator/workflows'
import type { CheckRunFacts, JobFacts, OwnRunFacts } from './facts.ts'

/** Tells which checks are this job itself, and which cannot finish before it. */
export interface OwnJobs {
  readonly isThisRun: (run: number | undefined) => boolean
  /** This job, in this run or another one of the same workflow; legs of one matrix are one job. */
  readonly isThisJob: (check: CheckRunFacts) => boolean
  /** A job that, by the workflow file, needs this one: directly or through others. */
  readonly waitsForThisJob: (check: CheckRunFacts) => boolean
  /** Jobs of this run that have not reported at all yet and do not wait for this one. */
  readonly notStarted: readonly string[]
}

const nobody: OwnJobs = {
  isThisRun: () => false,
  isThisJob: () => false,
  waitsForThisJob: () => false,
  notStarted: [],
}

/** Only the workflow file can show that a job waits for this one; without it none does. */
export function findOwnJobs(own: OwnRunFacts | undefined, checks: readonly CheckRunFacts[]): OwnJobs {
  if (own === undefined) return nobody
  const { workflow } = own
  const itself = checks.find((check) => check.id !== undefined && check.id === own.checkRun)
  const isThisRun = (run: number | undefined) => run === own.id
  const sameRun = (check: CheckRunFacts) => isThisRun(check.run?.id)
  const byId = (check: CheckRunFacts) =>
    own.checkRun === undefined ? sameRun(check) && check.name === own.job : check === itself
  if (workflow === undefined) return { ...nobody, isThisRun, isThisJob: byId }
  const ours = findJob(workflow.jobs, itself?.name, own.job)
  if (ours === undefined) return { ...nobody, isThisRun, isThisJob: byId }
  const waiting = dependents(workflow.jobs, ours.id)
  const others = workflow.jobs.filter((job) => job !== ours && !waiting.has(job.id))
  const sameWorkflow = (check: CheckRunFacts) => check.run?.path === workflow.path
  /** A name that another job could have as well proves nothing. */
  const isOneOf = (check: CheckRunFacts, jobs: readonly JobFacts[]) =>
    sameWorkflow(check) &&
    jobs.some((job) => emits(job, check.name)) &&
    !others.some((job) => emits(job, check.name))
  const waitingJobs = workflow.jobs.filter((job) => waiting.has(job.id))
  return {
    isThisRun,
    isThisJob: (check) => byId(check) || isOneOf(check, [ours]),
    waitsForThisJob: (check) => isOneOf(check, waitingJobs),
    notStarted: others
      .filter((job) => !checks.some((check) => sameRun(check) && emits(job, check.name)))
      .map((job) => job.id),
  }
}

export function emits(job: JobFacts, name: string): boolean {
  return job.checkNames.some((parts) => matchesName(parts, name))
}

/** In a called workflow the job's id is the callee's, so the check's own name comes first. */
function findJob(
  jobs: readonly JobFacts[],
  checkName: string | undefined,
  id: string | undefined,
): JobFacts | undefined {
  if (checkName === undefined) return jobs.find((job) => job.id === id)
  const named = jobs.filter((job) => emits(job, checkName))
  return named.length === 1 ? named[0] : named.find((job) => job.id === id)
}

/** Every job that needs the given one, directly or through others. */
export function dependents(jobs: readonly JobFacts[], id: string): Set<string> {
  const found = new Set<string>()
  const open = [id]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const job of jobs) {
      if (found.has(job.id) || job.id === id || !job.needs.includes(next)) continue
      found.add(job.id)
      open.push(job.id)
    }
  }
  return found
}

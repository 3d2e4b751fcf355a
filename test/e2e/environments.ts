import { type Approval, environmentOf, type WorkflowRun, type World } from '../github/index.ts'
import type { JobOutcome } from './isolate-job.ts'
import type { Job } from './workflow.ts'

/** Where a job goes, if it starts at all: its own condition decides before its environment does. */
export async function environmentOfJob(
  expression: string,
  start: (change: (job: Job) => Job) => Promise<JobOutcome>,
): Promise<{ readonly name: string } | 'skipped'> {
  const { result, outputs } = await start((job) => ({
    ...job,
    outputs: { environment: expression },
    steps: [{ run: 'exit 0' }],
  }))
  return result === 'skipped' ? 'skipped' : { name: outputs['environment'] ?? expression }
}

/** What the environment's rules and its reviewers say. The answer is kept with the run, as GitHub keeps it. */
export function askEnvironment(
  world: World,
  name: string,
  run: WorkflowRun,
  reviews: readonly Approval[],
): 'approved' | 'rejected' | 'waiting' {
  const environment = environmentOf(world, name)
  if (environment === undefined || environment.reviewers.length === 0) return 'approved'
  const answer = reviews.find(
    (review) =>
      review.environment === environment.name &&
      environment.reviewers.includes(review.user) &&
      !(environment.preventsSelfReview && review.user === run.actor),
  )
  if (answer === undefined || answer.state === 'pending') return 'waiting'
  run.approvals.push(answer)
  return answer.state
}

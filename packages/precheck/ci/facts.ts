import { z } from 'zod'
import { fact } from '../fact.ts'

const app = z.object({ id: z.number().int(), slug: z.string() }).readonly()
const run = z
  .object({
    id: z.number().int(),
    number: z.number().int(),
    event: z.string(),
    path: z.string().optional(),
  })
  .readonly()

export const checkRunFacts = z
  .object({
    id: z.number().int().optional(),
    name: z.string(),
    status: z.string(),
    conclusion: z.string().nullable(),
    url: z.string(),
    suite: z.number().int(),
    app: app.optional(),
    run: run.optional(),
    deployment: z.number().int().optional(),
  })
  .readonly()
export type CheckRunFacts = z.infer<typeof checkRunFacts>

export const statusFacts = z
  .object({
    context: z.string(),
    state: z.string(),
    url: z.string(),
    creator: z.object({ login: z.string(), type: z.string() }).readonly().optional(),
  })
  .readonly()
export type StatusFacts = z.infer<typeof statusFacts>

export const suiteFacts = z
  .object({
    id: z.number().int(),
    status: z.string(),
    conclusion: z.string().nullable(),
    app: app.optional(),
    run: run.optional(),
    branch: z.string().optional(),
    /** ISO 8601; a run of GitHub Actions was created then. */
    createdAt: z.string().optional(),
    checkRuns: z.number().int(),
  })
  .readonly()
export type SuiteFacts = z.infer<typeof suiteFacts>

/** Everything that reported on one commit; with an entry in `unread` absence proves nothing. */
export const commitChecksFacts = z
  .object({
    checkRuns: z.array(checkRunFacts).readonly(),
    statuses: z.array(statusFacts).readonly(),
    suites: z.array(suiteFacts).readonly(),
    unread: z.array(z.string()).readonly(),
  })
  .readonly()
export type CommitChecksFacts = z.infer<typeof commitChecksFacts>

export const requiredFacts = z.object({ context: z.string(), appId: z.number().int().optional() }).readonly()
export type RequiredFacts = z.infer<typeof requiredFacts>

export const gate = z.enum(['lint', 'tests', 'build'])
export type Gate = z.infer<typeof gate>

/** A job as a workflow file declares it. */
export const jobFacts = z
  .object({
    id: z.string(),
    /** Literal parts of the names of its checks; anything may stand between two parts. */
    checkNames: z.array(z.array(z.string()).readonly()).readonly(),
    needs: z.array(z.string()).readonly(),
    /** What its name and its commands make of it. */
    gates: z.array(gate).readonly(),
    /** True when it names an environment: it is a deployment, not a test. */
    deploys: z.boolean(),
    /** True when a step is Operator's `gate` or `precheck`. */
    runsOperator: z.boolean(),
  })
  .readonly()
export type JobFacts = z.infer<typeof jobFacts>

export const workflowFacts = z
  .object({
    path: z.string(),
    events: z.array(z.string()).readonly(),
    jobs: z.array(jobFacts).readonly(),
  })
  .readonly()
export type WorkflowFacts = z.infer<typeof workflowFacts>

/** The workflow files of a commit; `unreadable` ones could emit anything. */
export const workflowSetFacts = z
  .object({
    workflows: z.array(workflowFacts).readonly(),
    unreadable: z.array(z.string()).readonly(),
  })
  .readonly()
export type WorkflowSetFacts = z.infer<typeof workflowSetFacts>

/** The run that this job belongs to. */
export const ownRunFacts = z
  .object({
    id: z.number().int(),
    /** Absent on servers that do not tell a job its own check run. */
    checkRun: z.number().int().optional(),
    /** The job's id in its workflow file. */
    job: z.string().optional(),
    /** The workflow file as this run reads it; absent when it is not in the clone. */
    workflow: workflowFacts.optional(),
  })
  .readonly()
export type OwnRunFacts = z.infer<typeof ownRunFacts>

/** What reported on another commit whose tree may be the same: the head of the merged pull request. */
export const predecessorFacts = z
  .object({
    oid: z.string(),
    tree: z.string(),
    pullRequest: z.number().int(),
    checks: commitChecksFacts,
  })
  .readonly()
export type PredecessorFacts = z.infer<typeof predecessorFacts>

export const ciFacts = z
  .object({
    checks: fact(commitChecksFacts),
    /** When they were read last. ISO 8601. */
    readAt: z.string(),
    /** Milliseconds that were waited for checks to finish. */
    waited: z.number(),
    rules: fact(z.array(requiredFacts).readonly()),
    protection: fact(z.array(requiredFacts).readonly()),
    /** On the branch that the change is for: what may emit a required check. */
    trusted: workflowSetFacts,
    /** At the judged commit: which jobs are the gates. */
    head: workflowSetFacts,
    ownRun: ownRunFacts.optional(),
    predecessor: fact(predecessorFacts).optional(),
  })
  .readonly()
export type CiFacts = z.infer<typeof ciFacts>

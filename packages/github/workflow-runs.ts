import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const run = z.object({
  id: z.number().int(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  html_url: z.string(),
  head_sha: z.string(),
  event: z.string(),
  path: z.string(),
  run_attempt: z.number().int(),
  created_at: z.string(),
})

export interface WorkflowRun {
  readonly id: number
  readonly status: string
  readonly conclusion: string | null
  readonly url: string
  readonly headSha: string
  readonly event: string
  /** Path of the workflow file, without the ref. */
  readonly path: string
  readonly attempt: number
  /** ISO 8601. */
  readonly createdAt: string
}

export interface Dispatch {
  /** File name or id of the workflow. */
  readonly workflow: string
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
}

/**
 * Dispatches a workflow and names the run it made. Servers that do not know `return_run_details` refuse the field
 * (422) or answer 204; then the newest dispatched run since the request is the one. Undefined when it is not listed yet.
 */
export async function dispatchWorkflow(
  github: GitHub,
  dispatch: Dispatch,
  now: Date,
): Promise<Answer<number | undefined>> {
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'
  const parameters = { workflow_id: dispatch.workflow, ref: dispatch.ref, inputs: dispatch.inputs }
  const details = z.union([z.object({ workflow_run_id: z.number().int() }), z.unknown()])
  let sent = await github.rest(route, { ...parameters, return_run_details: true }, details)
  if (!sent.ok && sent.problem.kind === 'invalid' && /return_run_details/.test(sent.problem.message)) {
    sent = await github.rest(route, parameters, details)
  }
  if (!sent.ok) return sent
  const told = z.object({ workflow_run_id: z.number().int() }).safeParse(sent.value)
  return told.success ? answered(told.data.workflow_run_id) : findDispatched(github, dispatch, now)
}

async function findDispatched(
  github: GitHub,
  dispatch: Dispatch,
  since: Date,
): Promise<Answer<number | undefined>> {
  const branch = dispatch.ref.replace(/^refs\/heads\//, '')
  const found = await listWorkflowRuns(github, dispatch.workflow, { event: 'workflow_dispatch', branch })
  if (!found.ok) return found
  const newest = found.value.find((candidate) => Date.parse(candidate.createdAt) >= since.getTime() - 5_000)
  return answered(newest?.id)
}

/** A workflow's newest runs. */
export async function listWorkflowRuns(
  github: GitHub,
  workflow: string,
  filter: { readonly event?: string; readonly head_sha?: string; readonly branch?: string },
): Promise<Answer<readonly WorkflowRun[]>> {
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
    { workflow_id: workflow, ...filter },
    run,
    { key: 'workflow_runs', max: 20 },
  )
  return listed.ok ? answered(listed.value.items.map(toRun)) : listed
}

export async function getWorkflowRun(github: GitHub, id: number): Promise<Answer<WorkflowRun>> {
  const found = await github.rest('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: id }, run)
  return found.ok ? answered(toRun(found.value)) : found
}

function toRun(raw: z.infer<typeof run>): WorkflowRun {
  return {
    id: raw.id,
    status: raw.status ?? 'unknown',
    conclusion: raw.conclusion,
    url: raw.html_url,
    headSha: raw.head_sha,
    event: raw.event,
    path: raw.path.split('@')[0] ?? raw.path,
    attempt: raw.run_attempt,
    createdAt: raw.created_at,
  }
}

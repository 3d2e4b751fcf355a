import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const run = z.object({
  id: z.number().int(),
  run_attempt: z.number().int(),
  event: z.string(),
  conclusion: z.string().nullable(),
  head_sha: z.string(),
  head_branch: z.string().nullable(),
  path: z.string(),
  repository: z.object({ id: z.number().int() }),
})

/** Where a workflow run came from, as GitHub tells; what the run says about itself is checked against it. */
export interface RunOrigin {
  readonly repositoryId: number
  readonly id: number
  /** The newest attempt. */
  readonly attempt: number
  readonly event: string
  /** Null until the newest attempt has ended. */
  readonly conclusion: string | null
  readonly headSha: string
  readonly headBranch: string | null
  /** Path of the workflow file, without the ref. */
  readonly path: string
}

export async function readRunOrigin(github: GitHub, id: number): Promise<Answer<RunOrigin>> {
  const found = await github.rest('GET /repos/{owner}/{repo}/actions/runs/{run_id}', { run_id: id }, run)
  if (!found.ok) return found
  const { value } = found
  return answered({
    repositoryId: value.repository.id,
    id: value.id,
    attempt: value.run_attempt,
    event: value.event,
    conclusion: value.conclusion,
    headSha: value.head_sha,
    headBranch: value.head_branch,
    path: value.path.split('@')[0] ?? value.path,
  })
}

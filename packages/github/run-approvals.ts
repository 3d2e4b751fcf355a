import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

/** An answer of a person to a run that waited for protected environments. GitHub does not say when, nor in which attempt. */
export interface RunApproval {
  readonly environments: readonly string[]
  readonly state: string
  readonly by: { readonly login: string; readonly type: string; readonly id: number }
}

const approval = z.object({
  state: z.string(),
  environments: z.array(z.object({ name: z.string() })),
  user: z.object({ login: z.string(), id: z.number().int(), type: z.string() }),
})

/** What people said to a run that waited for its environments, in all of its attempts. */
export async function readRunApprovals(github: GitHub, run: number): Promise<Answer<readonly RunApproval[]>> {
  const read = await github.rest(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
    { run_id: run },
    z.array(approval),
  )
  if (!read.ok) return read
  return answered(
    read.value.map(({ state, environments, user }) => ({
      state,
      environments: environments.map(({ name }) => name),
      by: user,
    })),
  )
}

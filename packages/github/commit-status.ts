import { z } from 'zod'
import type { Answer } from './answer.ts'
import type { GitHub } from './client.ts'
import { cutDescription } from './cut-description.ts'

export interface CommitStatus {
  readonly sha: string
  readonly state: 'success' | 'failure' | 'pending' | 'error'
  readonly context: string
  readonly description: string
  readonly targetUrl?: string
}

/** Sets a commit status; the last one of a context wins. */
export function createCommitStatus(
  github: GitHub,
  status: CommitStatus,
): Promise<Answer<{ readonly id: number }>> {
  return github.rest(
    'POST /repos/{owner}/{repo}/statuses/{sha}',
    {
      sha: status.sha,
      state: status.state,
      context: status.context,
      description: cutDescription(status.description),
      ...(status.targetUrl !== undefined && { target_url: status.targetUrl }),
    },
    z.object({ id: z.number().int() }),
  )
}

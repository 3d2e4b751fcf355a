import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const comparison = z.object({
  status: z.enum(['diverged', 'ahead', 'behind', 'identical']),
  total_commits: z.number().int(),
  commits: z.array(z.object({ sha: z.string(), commit: z.object({ message: z.string() }) })),
})

export interface Comparison {
  readonly status: 'diverged' | 'ahead' | 'behind' | 'identical'
  readonly commits: readonly { readonly sha: string; readonly title: string }[]
  readonly total: number
}

/** What `head` has that `base` has not; GitHub lists at most 250 commits. */
export async function compareCommits(
  github: GitHub,
  base: string,
  head: string,
): Promise<Answer<Comparison>> {
  const found = await github.rest(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { basehead: `${base}...${head}` },
    comparison,
  )
  if (!found.ok) return found
  return answered({
    status: found.value.status,
    total: found.value.total_commits,
    commits: found.value.commits.map(({ sha, commit }) => ({
      sha,
      title: commit.message.split('\n')[0] ?? '',
    })),
  })
}

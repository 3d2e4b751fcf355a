import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const comparison = z.object({
  status: z.enum(['diverged', 'ahead', 'behind', 'identical']),
  total_commits: z.number().int(),
  commits: z.array(z.object({ sha: z.string(), commit: z.object({ message: z.string() }) })),
  files: z.array(z.object({ filename: z.string(), previous_filename: z.string().optional() })).optional(),
})

/** GitHub lists no more changed files; as many are taken for an incomplete list. */
const fileLimit = 300

export interface Comparison {
  readonly status: 'diverged' | 'ahead' | 'behind' | 'identical'
  readonly commits: readonly { readonly sha: string; readonly title: string }[]
  readonly total: number
  /** Paths that changed, the former ones of renamed files among them. */
  readonly files: readonly string[]
  /** False when there may be more: absence then proves nothing. */
  readonly filesComplete: boolean
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
  const files = found.value.files ?? []
  return answered({
    files: files.flatMap((file) => [
      file.filename,
      ...(file.previous_filename ? [file.previous_filename] : []),
    ]),
    filesComplete: found.value.files !== undefined && files.length < fileLimit,
    status: found.value.status,
    total: found.value.total_commits,
    commits: found.value.commits.map(({ sha, commit }) => ({
      sha,
      title: commit.message.split('\n')[0] ?? '',
    })),
  })
}

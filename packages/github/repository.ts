import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const repositoryAnswer = z.object({ default_branch: z.string().min(1), private: z.boolean() })

export interface RepositoryFacts {
  readonly defaultBranch: string
  /** False where anybody may read, whatever the token was granted. */
  readonly private: boolean
}

/** Readable with every token that the repository is visible to. */
export async function readRepository(github: GitHub): Promise<Answer<RepositoryFacts>> {
  const found = await github.rest('GET /repos/{owner}/{repo}', {}, repositoryAnswer)
  if (!found.ok) return found
  return answered({ defaultBranch: found.value.default_branch, private: found.value.private })
}

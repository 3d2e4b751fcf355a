import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'

const file = z.object({
  type: z.literal('file'),
  sha: z.string(),
  encoding: z.string(),
  content: z.string(),
})

export interface RepositoryFile {
  /** The blob's object name. */
  readonly oid: string
  readonly text: string
}

/** A file at a commit, or at the default branch's tip without one. GitHub gives at most 1 MiB inline; more is `invalid`. */
export async function readRepositoryFile(
  github: GitHub,
  path: string,
  ref?: string,
): Promise<Answer<RepositoryFile>> {
  const found = await github.rest(
    'GET /repos/{owner}/{repo}/contents/{path}',
    { path, ...(ref !== undefined && { ref }) },
    file,
  )
  if (!found.ok) return found
  const { sha, encoding, content } = found.value
  if (encoding !== 'base64') {
    return unanswered({ kind: 'invalid', message: `${path} is too large to be given inline` })
  }
  return answered({ oid: sha, text: Buffer.from(content, 'base64').toString('utf8') })
}

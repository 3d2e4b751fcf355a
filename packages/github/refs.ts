import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

/**
 * Takes a lock by creating a ref, which GitHub does atomically: of two that try, one is told that it exists (422).
 * `name` has no `refs/` prefix.
 */
export async function acquireRefLock(
  github: GitHub,
  name: string,
  sha: string,
): Promise<Answer<'acquired' | 'taken'>> {
  const created = await github.rest(
    'POST /repos/{owner}/{repo}/git/refs',
    { ref: `refs/${name}`, sha },
    z.object({ ref: z.string() }),
  )
  if (created.ok) return answered('acquired')
  if (created.problem.kind === 'invalid' && /already exists/i.test(created.problem.message))
    return answered('taken')
  return created
}

/** Whether a ref exists. `name` has no `refs/` prefix. */
export async function hasRef(github: GitHub, name: string): Promise<Answer<boolean>> {
  const found = await github.rest(
    'GET /repos/{owner}/{repo}/git/ref/{ref}',
    { ref: name },
    z.object({ ref: z.string() }),
  )
  if (found.ok) return answered(found.value.ref === `refs/${name}`)
  return found.problem.kind === 'not-found' ? answered(false) : found
}

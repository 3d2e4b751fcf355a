import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

export type Permission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

const level = z.object({
  permission: z.string(),
  role_name: z.string().optional(),
})

/** What a person may do in the repository right now. A custom role counts as the base permission that it inherits. */
export async function readPermission(github: GitHub, login: string): Promise<Answer<Permission>> {
  const found = await github.rest(
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    { username: login },
    level,
  )
  if (!found.ok) return found.problem.kind === 'not-found' ? answered('none') : found
  const parsed = z
    .enum(['admin', 'maintain', 'write', 'triage', 'read', 'none'])
    .safeParse(found.value.permission)
  return answered(parsed.success ? parsed.data : 'none')
}

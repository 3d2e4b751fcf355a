import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { RequiredContext } from './branch-rules.ts'
import type { GitHub } from './client.ts'

const branchAnswer = z.object({
  protected: z.boolean(),
  // A branch without classic protection has these too: enforcement `off` and empty lists.
  protection: z.object({
    required_status_checks: z.object({
      enforcement_level: z.string(),
      contexts: z.array(z.string()),
      checks: z.array(z.object({ context: z.string(), app_id: z.number().int().nullable() })),
    }),
  }),
})

/**
 * The required checks of classic branch protection, as far as a token without administration may see them
 * (`contents: read`).
 */
export async function readBranchProtection(
  github: GitHub,
  branch: string,
): Promise<Answer<readonly RequiredContext[]>> {
  const found = await github.rest('GET /repos/{owner}/{repo}/branches/{branch}', { branch }, branchAnswer)
  if (!found.ok) return found
  const required = found.value.protection.required_status_checks
  if (required.enforcement_level === 'off') return answered([])
  // GitHub writes -1 for "any app".
  const checks = required.checks.map(({ context, app_id: appId }) => ({
    context,
    appId: appId === null || appId < 0 ? undefined : appId,
  }))
  const listed = new Set(checks.map(({ context }) => context))
  const others = required.contexts.filter((context) => !listed.has(context))
  return answered([...checks, ...others.map((context) => ({ context, appId: undefined }))])
}

import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'

/** A check that must be green before a branch may be updated; `appId` says who must report it, undefined means anybody. */
export interface RequiredContext {
  readonly context: string
  readonly appId: number | undefined
}

/** What the active rulesets of repository and organisation demand of a branch. */
export interface BranchRules {
  readonly requiredContexts: readonly RequiredContext[]
  /** The strictest of all rules of pull requests; undefined when there is none. */
  readonly pullRequest:
    | {
        readonly approvals: number
        readonly codeOwners: boolean
        readonly lastPush: boolean
        readonly threads: boolean
      }
    | undefined
  readonly requiredDeployments: readonly string[]
}

const contextsRule = z.object({
  type: z.literal('required_status_checks'),
  parameters: z.object({
    required_status_checks: z.array(
      z.object({ context: z.string(), integration_id: z.number().int().nullish() }),
    ),
  }),
})
const pullRequestRule = z.object({
  type: z.literal('pull_request'),
  parameters: z.object({
    required_approving_review_count: z.number().int(),
    require_code_owner_review: z.boolean(),
    require_last_push_approval: z.boolean(),
    required_review_thread_resolution: z.boolean(),
  }),
})
const deploymentsRule = z.object({
  type: z.literal('required_deployments'),
  parameters: z.object({ required_deployment_environments: z.array(z.string()) }),
})
const judged = ['required_status_checks', 'pull_request', 'required_deployments']
const otherRule = z
  .object({ type: z.string().refine((type) => !judged.includes(type)) })
  .transform(({ type }) => ({ type, parameters: undefined }))
const rule = z.union([contextsRule, pullRequestRule, deploymentsRule, otherRule])

/**
 * Active rulesets, those of the organisation too; readable with `metadata: read`. The branch need not exist.
 * Classic branch protection is not among them: see {@link readBranchProtection}.
 */
export async function readBranchRules(github: GitHub, branch: string): Promise<Answer<BranchRules>> {
  const listed = await github.paginate('GET /repos/{owner}/{repo}/rules/branches/{branch}', { branch }, rule)
  if (!listed.ok) return listed
  if (!listed.value.complete) {
    return unanswered({ kind: 'partial', message: 'the branch has more rules than were read' })
  }
  const requiredContexts: RequiredContext[] = []
  const requiredDeployments: string[] = []
  let pullRequest: BranchRules['pullRequest']
  for (const { type, parameters } of listed.value.items) {
    if (parameters === undefined) continue
    switch (type) {
      case 'required_status_checks':
        for (const { context, integration_id: appId } of parameters.required_status_checks) {
          requiredContexts.push({ context, appId: appId ?? undefined })
        }
        break
      case 'required_deployments':
        requiredDeployments.push(...parameters.required_deployment_environments)
        break
      case 'pull_request':
        pullRequest = {
          approvals: Math.max(pullRequest?.approvals ?? 0, parameters.required_approving_review_count),
          codeOwners: pullRequest?.codeOwners === true || parameters.require_code_owner_review,
          lastPush: pullRequest?.lastPush === true || parameters.require_last_push_approval,
          threads: pullRequest?.threads === true || parameters.required_review_thread_resolution,
        }
    }
  }
  return answered({ requiredContexts, pullRequest, requiredDeployments })
}

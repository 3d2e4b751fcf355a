import type { CheckDefinition } from '@operator/report'
import { z } from 'zod'

/** `security.workflows` of the policy: how GitHub workflows, actions and Dependabot's configuration are judged. */
export const workflowsPolicy = z.strictObject({
  /** Rules that are not applied, by id: `unpinned-uses`, … */
  'ignore-rules': z.array(z.string().min(1)).readonly().default([]),
  /** Actions that may be used by tag or branch: `actions/*`, `org/repo`. */
  'allow-unpinned': z
    .array(z.string().regex(/^[\w.-]+\/(\*|[\w.-]+)$/, 'owner/* or owner/repository'))
    .readonly()
    .default([]),
})
export type WorkflowsPolicy = z.infer<typeof workflowsPolicy>

export const workflowsChecks: readonly CheckDefinition[] = [
  {
    id: 'security-baseline/workflows',
    title: 'Workflows are hardened',
    level: 'report',
    playbook: 'No workflow lets an outsider run code with our secrets',
  },
]

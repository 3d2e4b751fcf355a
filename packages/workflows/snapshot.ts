import { finding } from '@operator/report'
import { z } from 'zod'

/** What the audit found at head, compared with the base; no file contents. */
export const workflowsSnapshot = z
  .object({
    /** Workflows, actions and Dependabot configurations at head. */
    files: z.array(z.string()).readonly(),
    findings: z.array(finding).readonly(),
    /** Files that were not, or not wholly, judged. */
    unjudged: z
      .array(z.object({ path: z.string(), problem: z.string(), introduced: z.boolean() }).readonly())
      .readonly(),
  })
  .readonly()
export type WorkflowsSnapshot = z.infer<typeof workflowsSnapshot>

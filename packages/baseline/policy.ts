import { auditChecks, dependenciesChecks, dependenciesPolicy } from '@operator/dependencies/policy'
import { environmentChecks, environmentPolicy } from '@operator/environment/policy'
import type { CheckDefinition } from '@operator/report'
import { secretsChecks, secretsPolicy } from '@operator/secrets/policy'
import { workflowsChecks, workflowsPolicy } from '@operator/workflows/policy'
import { z } from 'zod'

/** Accepts one finding for a time; it is shown in every output. */
export const exception = z.strictObject({
  /** A finding's fingerprint, or an advisory's id (`GHSA-…`, `CVE-…`). A rule's name would accept the next hole too. */
  id: z.string().regex(/^([0-9a-f]{32}|[A-Z]{2,12}-[\w:.-]{3,60})$/, 'a fingerprint or an advisory id'),
  reason: z.string().min(3),
  /** The last day on which it holds, UTC. */
  expires: z.iso.date(),
})
export type Exception = z.infer<typeof exception>

/** `security` in the policy. */
export const baselinePolicy = z.strictObject({
  secrets: secretsPolicy.prefault({}),
  dependencies: dependenciesPolicy.prefault({}),
  workflows: workflowsPolicy.prefault({}),
  environment: environmentPolicy.prefault({}),
  exceptions: z.array(exception).readonly().default([]),
})
export type BaselinePolicy = z.infer<typeof baselinePolicy>

export const baselineChecks: readonly CheckDefinition[] = [
  ...secretsChecks,
  ...dependenciesChecks,
  ...workflowsChecks,
  ...environmentChecks,
]

export { auditChecks }

import type { CheckDefinition } from '@operator/report'
import { z } from 'zod'

/** `security.environment` in the policy. */
export const environmentPolicy = z.strictObject({
  /** Variables that are meant for the browser although their name reads like a secret. */
  public: z.array(z.string().min(1)).default([]),
})
export type EnvironmentPolicy = z.infer<typeof environmentPolicy>

export const environmentChecks: readonly CheckDefinition[] = [
  {
    id: 'security-baseline/environment',
    title: 'No private variable in git or in the browser',
    level: 'report',
    playbook: 'Public UI config vars only; no secrets',
  },
]

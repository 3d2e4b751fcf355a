import type { CheckDefinition } from '@operator/report'
import { z } from 'zod'

/** `security.secrets` in the policy. */
export const secretsPolicy = z.strictObject({
  /** Also look at every version that the range's commits held: what was pushed is leaked even when it was removed again. */
  history: z.boolean().default(true),
  /** A finding is excepted by its fingerprint, with a reason and an end; a path glob would also hide the next secret. */
  exceptions: z
    .array(
      z.strictObject({
        /** The finding's fingerprint. */
        id: z.string().min(8),
        reason: z.string().min(3),
        expires: z.iso.date(),
      }),
    )
    .default([]),
  'max-file-size': z
    .number()
    .int()
    .positive()
    .default(10 * 1024 * 1024),
})
export type SecretsPolicy = z.infer<typeof secretsPolicy>

export const secretsChecks: readonly CheckDefinition[] = [
  {
    id: 'security-baseline/secrets',
    title: 'No secrets in the change',
    level: 'enforce',
    playbook: 'No secrets in code or logs',
  },
]

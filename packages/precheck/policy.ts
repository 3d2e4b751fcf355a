import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'

/** One entry of `environments` in the policy. */
export const environmentPolicy = z.strictObject({
  url: z.url().optional(),
  after: z.strictObject({ environment: z.string().min(1), soak: duration.prefault('10m') }).optional(),
})
export type EnvironmentPolicy = z.infer<typeof environmentPolicy>

/** `precheck` in the policy. */
export const precheckPolicy = z.strictObject({})
export type PrecheckPolicy = z.infer<typeof precheckPolicy>

export const precheckChecks: readonly CheckDefinition[] = [
  {
    id: 'precheck/ci-green',
    title: 'CI is green for this commit',
    level: 'enforce',
    playbook: 'All tests passing in CI',
  },
]

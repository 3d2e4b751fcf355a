import { duration } from '@operator/report'
import { z } from 'zod'

/** Checks that nobody overrides unless the policy says so: red CI and critical security. */
export const guardedChecks = ['precheck/ci-green', 'precheck/security-baseline'] as const

/** `precheck.overrides` in the policy. */
export const overridesPolicy = z.strictObject({
  /** Checks that may be overridden although nobody may without this. */
  allow: z.array(z.enum(guardedChecks)).readonly().default([]),
  /** An override that is to hold for longer counts for nothing. */
  'at-most': duration.prefault('7d'),
})
export type OverridesPolicy = z.infer<typeof overridesPolicy>

import { z } from 'zod'
import { rehearsalLog } from './log.ts'
import { rehearsalPlan } from './plan.ts'

/** Parent to child, once. */
export const request = z.object({ kind: z.literal('rehearse'), plan: rehearsalPlan }).readonly()

/** Child to parent: where it stands, and at the end the log. */
export const response = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), at: z.string() }).readonly(),
  z.object({ kind: z.literal('done'), log: rehearsalLog }).readonly(),
  z.object({ kind: z.literal('error'), message: z.string() }).readonly(),
])
export type Response = z.infer<typeof response>

import { z } from 'zod'
import { rehearsalLog, unavailable } from './log.ts'
import { nativeWish } from './native/wish.ts'
import { rehearsalPlan } from './plan.ts'

/** Parent to child, once. */
export const request = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rehearse'), plan: rehearsalPlan, native: nativeWish.optional() }).readonly(),
  /** Serve a database that records; what is then asked of it is in `record/protocol.ts`. */
  z.object({ kind: z.literal('record'), major: z.number().int() }).readonly(),
])

/** Child to parent: where it stands, and at the end the log, or why there is no engine. */
export const response = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), at: z.string() }).readonly(),
  z.object({ kind: z.literal('done'), log: rehearsalLog }).readonly(),
  unavailable,
  z.object({ kind: z.literal('error'), message: z.string() }).readonly(),
])
export type Response = z.infer<typeof response>

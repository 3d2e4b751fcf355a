import { z } from 'zod'
import { watchEvent } from './event.ts'
import { watchPlan } from './plan.ts'

const shippedCommit = z.object({ sha: z.string(), title: z.string() }).readonly()

/** What this deployment brought: the commits since the last good one, or why they are not known. */
export const shipped = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('commits'),
      commits: z.array(shippedCommit).readonly(),
      /** How many there are in all; at most 100 are listed. */
      total: z.number().int(),
    })
    .readonly(),
  z.object({ kind: z.literal('unknown'), why: z.string() }).readonly(),
])
export type Shipped = z.infer<typeof shipped>

/** A watch: its plan and everything that it learned, in order. Replayed, it gives the same verdict. */
export const watchSnapshot = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('watched'),
      plan: watchPlan,
      events: z.array(watchEvent).readonly(),
      shipped,
      /** `watch.then` of the policy, milliseconds: how long a scheduled watch goes on. */
      afterwards: z.number().nullable(),
      /** What could not be read or recorded before the first look, once each. */
      problems: z.array(z.string()).readonly(),
    })
    .readonly(),
  /** A scheduled run with nothing to watch: the last deployment is older than `watch.then`, or there is none. */
  z.object({ kind: z.literal('nothing-due'), why: z.string() }).readonly(),
  /** What should be watched could not be determined. */
  z.object({ kind: z.literal('undetermined'), why: z.string(), next: z.string() }).readonly(),
])
export type WatchSnapshot = z.infer<typeof watchSnapshot>

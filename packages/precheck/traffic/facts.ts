import { z } from 'zod'

/** How much traffic there was in the last week, hour by hour. */
export const trafficFacts = z
  .object({
    metric: z.string(),
    /** The stretch that each count is of. Milliseconds. */
    every: z.number(),
    /** End of the stretch, milliseconds since 1970, and its requests; oldest first. */
    samples: z.array(z.tuple([z.number(), z.number()])).readonly(),
  })
  .readonly()
export type TrafficFacts = z.infer<typeof trafficFacts>

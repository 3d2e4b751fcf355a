import { z } from 'zod'

/** Why there is no answer. */
const refusal = z
  .object({ kind: z.literal('refused'), code: z.string(), message: z.string(), next: z.string() })
  .readonly()
export type Refusal = z.infer<typeof refusal>

/** What is said about the data of an environment. */
export const dataStatement = z
  .object({
    /** ISO 8601. */
    takenAt: z.string(),
    /** Nobody's personal data is in it. */
    safe: z.boolean(),
    /** As much and as varied as production's. */
    productionLike: z.boolean(),
    note: z.string(),
  })
  .readonly()
export type DataStatement = z.infer<typeof dataStatement>

/** What a load test measured. */
export const loadTest = z
  .object({
    /** Requests, or iterations where it made none of its own. */
    count: z.number(),
    thresholds: z.number().int(),
    /** Thresholds that were crossed, in words. */
    failed: z.array(z.string()).readonly(),
    /** When, and of which commit; absent where the summary does not say. */
    takenAt: z.string().optional(),
    sha: z.string().optional(),
  })
  .readonly()
export type LoadTest = z.infer<typeof loadTest>

const told = <T>(value: z.ZodType<T>) =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('told'), source: z.string(), value }).readonly(),
    refusal,
  ])

/** What was asked of an environment before; a part that the policy does not name is absent. */
const placeFacts = z
  .object({
    environment: z.string(),
    data: told(dataStatement).optional(),
    loadTest: told(loadTest).optional(),
  })
  .readonly()
export type PlaceFacts = z.infer<typeof placeFacts>

export const stagingDataFacts = z.array(placeFacts).readonly()
export type StagingDataFacts = z.infer<typeof stagingDataFacts>

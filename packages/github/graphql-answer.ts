import { z } from 'zod'

/** A GraphQL answer before the query's own schema has read it. */
export const graphqlAnswer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
})

const bill = z.object({ rateLimit: z.object({ cost: z.number() }) })

/** Points that the answer cost; 1, the least, where the query did not ask. */
export function costOf(data: unknown): number {
  const told = bill.safeParse(data)
  return told.success ? told.data.rateLimit.cost : 1
}

import { costChange } from '@operator/cost'
import { z } from 'zod'

/** A file that a step of this job wrote, and whether it may be believed. `reason` is a clause. */
const writtenFile = z.object({ path: z.string(), believed: z.boolean(), reason: z.string() }).readonly()

export const costFacts = z
  .object({
    /** What grows or may grow. */
    growing: z.array(costChange).readonly(),
    /** Those that are not listed, with one digest of them all. */
    rest: z.object({ changes: z.number().int(), digest: z.string() }).readonly().optional(),
    /** How many changes make something smaller. */
    falling: z.number().int(),
    /** Infrastructure files that were compared, by what they are. */
    compared: z.array(z.object({ format: z.string(), files: z.number().int() }).readonly()).readonly(),
    /** Files that could not be read, each with the reason as a clause. */
    unread: z
      .array(
        z
          .object({ path: z.string(), problem: z.string(), line: z.number().int().positive().optional() })
          .readonly(),
      )
      .readonly(),
    /** How many changed files the policy leaves out. */
    ignored: z.number().int(),
    /** Plans of Terraform that the policy names and that this change needs. */
    plans: z.array(writtenFile).readonly(),
    estimate: z
      .object({ file: writtenFile, difference: z.number().optional(), currency: z.string().optional() })
      .readonly()
      .optional(),
  })
  .readonly()
export type CostFacts = z.infer<typeof costFacts>
export type WrittenFile = z.infer<typeof writtenFile>

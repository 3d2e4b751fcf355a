import { z } from 'zod'
import { contractStep } from '../release/contract-steps.ts'
import { takenAway } from './taken-away.ts'

const foundUse = z
  .object({
    path: z.string(),
    line: z.number().int().positive(),
    /** `test`: it is certain, in a test, which fails before a deployment does. */
    certainty: z.enum(['certain', 'possible', 'test']),
    how: z.string(),
  })
  .readonly()

/** One thing that is gone, and where code of a tree still names it. */
const usesOf = z
  .object({
    taken: takenAway,
    uses: z.array(foundUse).readonly(),
    /** Certain and possible ones beyond those that are listed. */
    more: z.object({ certain: z.number().int(), possible: z.number().int() }).readonly(),
  })
  .readonly()
export type UsesOf = z.infer<typeof usesOf>

const searchedTree = z
  .object({
    files: z.number().int(),
    /** Left out by name: vendored, built or generated. */
    leftOut: z.number().int(),
    /** Could hold code and were not read. */
    unread: z.array(z.object({ path: z.string(), why: z.string() }).readonly()).readonly(),
    uses: z.array(usesOf).readonly(),
  })
  .readonly()
export type SearchedTree = z.infer<typeof searchedTree>

const release = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('known'),
      /** `v1.4.0`, or what is deployed, in words. */
      name: z.string(),
      commit: z.string(),
      tree: searchedTree,
      /** Steps that presuppose a merged migration which this release does not have. */
      ahead: z.array(contractStep).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal('none') }).readonly(),
  z.object({ kind: z.literal('unknown'), why: z.string(), next: z.string() }).readonly(),
])
export type ReleaseFacts = z.infer<typeof release>

export const stillUsed = z
  .object({
    /** How many things are gone. */
    taken: z.number().int(),
    /** From the rehearsal's catalog, or from the statements alone. */
    source: z.enum(['catalog', 'statements']),
    head: searchedTree,
    release,
  })
  .readonly()
export type StillUsed = z.infer<typeof stillUsed>

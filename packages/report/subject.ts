import { z } from 'zod'

export const stage = z.enum(['pull-request', 'merge-group', 'deploy', 'local'])
export type Stage = z.infer<typeof stage>

export const intent = z.enum(['release', 'rollback', 'hotfix'])
export type Intent = z.infer<typeof intent>

export const mode = z.enum(['enforce', 'report'])
export type Mode = z.infer<typeof mode>

/** What a report speaks of. Every state key is (service, environment); a moved base makes a report stale. */
export const subject = z
  .object({
    repository: z.object({ id: z.number().int().optional(), name: z.string() }).readonly(),
    service: z.string(),
    environment: z.string().optional(),
    mode,
    stage,
    intent,
    /** Commit object names; null when the repository has no such commit. */
    head: z.string().nullable(),
    base: z.string().nullable(),
    /** What `base` is, in words: "merge base with main", "empty tree (no base was named)". */
    baseMeaning: z.string(),
    /** The tree that was really read. */
    tree: z.string().nullable(),
  })
  .readonly()
export type Subject = z.infer<typeof subject>

import { z } from 'zod'

const person = z.object({ name: z.string(), email: z.string() }).readonly()

const commit = z
  .object({
    oid: z.string(),
    tree: z.string(),
    parents: z.array(z.string()).readonly(),
    author: person,
    committer: person,
    committedAt: z.string(),
    message: z.string(),
  })
  .readonly()

const repository = z
  .object({ directory: z.string(), shallow: z.boolean(), hasCommits: z.boolean() })
  .readonly()

/** What is judged. A schema, because a kept snapshot holds it. */
export const seen = z
  .object({
    kind: z.literal('seen'),
    range: z.object({ repository, base: z.string().nullable(), head: z.string() }).readonly(),
    head: commit,
    /** What the base is, in words. */
    baseMeaning: z.string(),
    /** Tip of the branch whose policy holds: the target of a pull request, the default branch on a deployment. */
    target: z.string(),
  })
  .readonly()
export type Seen = z.infer<typeof seen>

/** Why nothing can be judged. */
export const unseenSight = z
  .object({ kind: z.literal('unseen'), code: z.string(), message: z.string(), next: z.string() })
  .readonly()
export type Unseen = z.infer<typeof unseenSight>

/** There is no range of commits, but the policy is known (or there is none): an action that needs no range can work. */
const withoutRange = new Set(['not-a-repository', 'no-commits', 'no-base', 'base-not-in-clone'])

export function isPolicyKnown({ code }: Unseen): boolean {
  return withoutRange.has(code)
}

/** What is judged, or why nothing can be. */
export type Sight = Seen | Unseen

export const fetchAll = 'Check out with `fetch-depth: 0`, so that the base is in the clone.'

export function unseen(code: string, message: string, next: string): Unseen {
  return { kind: 'unseen', code, message, next }
}

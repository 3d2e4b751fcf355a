import { z } from 'zod'
import { account } from './account.ts'

/** What GitHub said about a person's permission in the repository, read at run time. */
export const permissionAnswer = z.union([
  z
    .object({
      answered: z.literal(true),
      permission: z.enum(['admin', 'maintain', 'write', 'triage', 'read', 'none']),
    })
    .readonly(),
  z.object({ answered: z.literal(false), problem: z.string() }).readonly(),
])
export type PermissionAnswer = z.infer<typeof permissionAnswer>

/** Somebody who said yes. `account` is null when GitHub no longer has it ("ghost"). */
export const candidate = z.object({ account: account.nullable(), permission: permissionAnswer }).readonly()
export type Candidate = z.infer<typeof candidate>

/** One side of a commit. `account` is null when GitHub links the address to nobody. */
export const signature = z
  .object({ name: z.string(), email: z.string(), account: account.nullable() })
  .readonly()
export type Signature = z.infer<typeof signature>

/** A commit in the range that ships. */
export const commitFacts = z
  .object({
    oid: z.string(),
    /** Absent for a pull request's own commits: only of one that a merge made does it matter. */
    parents: z.number().int().nonnegative().optional(),
    author: signature,
    committer: signature,
    /** The whole message: trailers are read from it. */
    message: z.string(),
    /** GraphQL's `signature { isValid wasSignedByGitHub }`, both true. Without it authorship is anybody's claim. */
    signedByGitHub: z.boolean(),
    /**
     * Who merged, where the merge itself made this commit (merge commit, squash, rebase) and it is not one of the pull request's own.
     */
    mergedBy: account.nullable().optional(),
  })
  .readonly()
export type CommitFacts = z.infer<typeof commitFacts>

/** A pull request in the range. */
export const pullRequestFacts = z
  .object({
    number: z.number().int(),
    /** Null when GitHub no longer has the account. */
    author: account.nullable(),
    /** For a bot's pull request: people who started the run that opened it; undefined when that was not established. */
    dispatchedBy: z.array(account).readonly().optional(),
  })
  .readonly()
export type PullRequestFacts = z.infer<typeof pullRequestFacts>

/** Somebody whose push or dispatch is behind what ships. */
export const actorFacts = z
  .object({ role: z.enum(['push', 'dispatch']), account: account.nullable() })
  .readonly()
export type ActorFacts = z.infer<typeof actorFacts>

/** Everybody who had a hand in what ships. `complete` is false when some of it could not be read. */
export const involvement = z
  .object({
    pullRequests: z.array(pullRequestFacts).readonly(),
    commits: z.array(commitFacts).readonly(),
    actors: z.array(actorFacts).readonly(),
    complete: z.boolean(),
  })
  .readonly()
export type Involvement = z.infer<typeof involvement>

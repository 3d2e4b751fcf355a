import { z } from 'zod'

/** One thing that the range tells users, and where. */
export const changelogEntry = z
  .object({
    kind: z.enum(['keep-a-changelog', 'changeset', 'fragment', 'conventional-commit']),
    /** Path or commit. */
    place: z.string(),
    /** First words; empty where it says that there is nothing for users. */
    text: z.string(),
    /** False for an entry that says "no release", "chore". */
    announces: z.boolean(),
  })
  .readonly()
export type ChangelogEntry = z.infer<typeof changelogEntry>

export const changelogFacts = z
  .object({
    entries: z.array(changelogEntry).readonly(),
    /** Changelog files at head. */
    files: z.array(z.string()).readonly(),
    /** What makes releases from commit titles here, if anything does. */
    releaseTool: z.string().optional(),
    /** Titles of the commits in the range, newest first. */
    titles: z.array(z.string()).readonly(),
    /** Changelog files that could not be read. */
    unread: z.array(z.string()).readonly(),
  })
  .readonly()
export type ChangelogFacts = z.infer<typeof changelogFacts>

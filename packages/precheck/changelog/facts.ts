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
    /** Folders of the packages that it is about; absent: of all. */
    covers: z.array(z.string()).readonly().optional(),
  })
  .readonly()
export type ChangelogEntry = z.infer<typeof changelogEntry>

/** The form in which this repository keeps its changelog: where a new entry belongs. */
export const changelogForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string() }).readonly(),
  /** `name` of the package at the root. */
  z.object({ kind: z.literal('changesets'), name: z.string() }).readonly(),
  z.object({ kind: z.literal('fragments'), directory: z.string() }).readonly(),
  z.object({ kind: z.literal('titles'), tool: z.string() }).readonly(),
])
export type ChangelogForm = z.infer<typeof changelogForm>

export const changelogFacts = z
  .object({
    entries: z.array(changelogEntry).readonly(),
    /** Changelog files at head. */
    files: z.array(z.string()).readonly(),
    /** Absent: a file. */
    form: changelogForm.optional(),
    /** Packages with a changelog of their own, apart from the root. `name` where a changeset would name it. */
    packages: z
      .array(z.object({ folder: z.string(), name: z.string().optional() }).readonly())
      .readonly()
      .optional(),
    /** What makes releases from commit titles here, if anything does. */
    releaseTool: z.string().optional(),
    /** Titles of the commits in the range, newest first. */
    titles: z.array(z.string()).readonly(),
    /** Changelog files that could not be read. */
    unread: z.array(z.string()).readonly(),
  })
  .readonly()
export type ChangelogFacts = z.infer<typeof changelogFacts>

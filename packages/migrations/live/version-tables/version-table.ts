import { z } from 'zod'

/** One line of a tool's bookkeeping. */
export const versionRow = z
  .object({
    /** As the tool stores it. */
    key: z.string(),
    /** `failed`: it was started and did not end well; `running`: it was started and nobody wrote down its end. */
    state: z.enum(['applied', 'failed', 'running']),
    detail: z
      .string()
      .nullish()
      .transform((detail) => detail ?? undefined),
  })
  .readonly()
export type VersionRow = z.infer<typeof versionRow>

/** How a migration tool keeps its books in the database, and the way out when they are not in order. */
export interface VersionTable {
  /** As the histories and code migrations name the tool. */
  readonly tools: readonly string[]
  /** Names that the table has by default, without a schema. */
  readonly tables: readonly string[]
  /** All of them must be there. */
  readonly columns: readonly string[]
  /** None of them may be there: they are another tool's. */
  readonly without?: readonly string[]
  /** `newest`: only the newest version is written down, and all before it are taken for applied. */
  readonly keeps: 'each' | 'newest'
  /** Gives `key`, `state` and `detail` of each line. The table is qualified and quoted. */
  readonly read: (table: string) => string
  /** A table beside it, in the same schema, that says that a run is going on or ended half-way. */
  readonly lock?: {
    readonly table: string
    /** Gives one line with `locked` and `detail`. */
    readonly read: (table: string) => string
    readonly wayOut: string
  }
  /** What the tool stores for a migration file, where that is not the key by which it orders. */
  readonly keyOf?: (path: string, text: (path: string) => string | undefined) => string | undefined
  /** The repository's versions in the tool's order, where their paths do not tell it. */
  readonly order?: (
    known: readonly { readonly key: string; readonly path: string }[],
    text: (path: string) => string | undefined,
  ) => readonly { readonly key: string; readonly path: string }[]
  /** False for a key that is never in the repository, such as one of a library's; by default all are. */
  readonly isOurs?: (key: string, known: readonly string[]) => boolean
  /** What to do about a line that is not `applied`, for exactly this tool; `previous` is the key before it, where one is known. */
  readonly wayOut: (row: VersionRow, previous: string | undefined) => string
}

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** For tools that write a line only once a migration is through: nothing can be half-applied by their books. */
export const neverDirty = () => 'Look at the log of the last run.'

import { z } from 'zod'

/** Up to here a scan, build or rewrite takes well under a second. Bytes, indexes included. */
const smallTable = 10 * 1024 * 1024

/** `schema.table` to its rows and bytes, as the query in the README writes it. */
const tableSizes = z.record(
  z.string(),
  z.object({ rows: z.number().nonnegative(), bytes: z.number().nonnegative() }),
)

export interface TableSizes {
  /** Tables that are known to be small, named as statements name them. */
  readonly small: ReadonlySet<string>
  /** Why the file tells nothing: every table then counts as large. */
  readonly problem: string | undefined
}

export const unknownSizes: TableSizes = { small: new Set(), problem: undefined }

/** Reads the policy's `stats`; `text` is undefined where the base has no such file, or none that could be read. */
export function readTableSizes(path: string, text: string | undefined): TableSizes {
  if (text === undefined)
    return {
      ...unknownSizes,
      problem: `${path} is not among the base's files, so every table counts as large`,
    }
  const parsed = tableSizes.safeParse(parseJson(text))
  if (!parsed.success)
    return {
      ...unknownSizes,
      problem: `${path} is not what the query in the README writes, so every table counts as large`,
    }
  const small = Object.entries(parsed.data).filter(([, { bytes }]) => bytes <= smallTable)
  return { small: new Set(small.map(([name]) => name.replace(/^public\./, ''))), problem: undefined }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { catalogDifference, catalogObjects } from '@operator/rehearsal'
import { z } from 'zod'
import { rowCount } from './count-rows.ts'
import { versionState } from './read-versions.ts'

/** What `phase: before` writes down for `phase: verify`. */
export const liveRecord = z
  .object({
    recordVersion: z.literal(1),
    takenAt: z.iso.datetime(),
    commit: z.string(),
    /** Of the database; another one has another. */
    identity: z.string(),
    major: z.number().int(),
    rows: z.array(rowCount).readonly(),
    versions: versionState,
    /** Paths of the migrations that were not applied yet; absent where that is not known. */
    pending: z.array(z.string()).readonly().optional(),
    /** Tables from which the pending migrations take rows, so that fewer rows are no surprise. */
    mayShrink: z.array(z.string()).readonly(),
    /** What differed from the migrations already; absent where it is not known. */
    drift: z.array(catalogDifference).readonly().optional(),
    catalog: catalogObjects,
  })
  .readonly()
export type LiveRecord = z.infer<typeof liveRecord>

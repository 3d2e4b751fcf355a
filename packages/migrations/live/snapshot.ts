import { catalogDifference } from '@operator/rehearsal'
import { checkStatus } from '@operator/report'
import { z } from 'zod'
import { rowCount } from './count-rows.ts'
import { unsound } from './live-facts.ts'
import { versionState } from './read-versions.ts'
import { liveServer } from './server.ts'
import { versionRow } from './version-tables/version-table.ts'
import { unreachable } from './visit.ts'

const knownVersion = z.object({ key: z.string(), path: z.string() }).readonly()

const comparison = z
  .object({
    known: z.array(knownVersion).readonly(),
    applied: z.array(knownVersion).readonly(),
    pending: z.array(knownVersion).readonly(),
    gaps: z.array(knownVersion).readonly(),
    unknown: z.array(versionRow).readonly(),
  })
  .readonly()

/** What the rows and the drift of `phase: before` were, or why that is not known. */
export const recordFacts = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }).readonly(),
  z
    .object({ kind: z.literal('rejected'), code: z.string(), message: z.string(), next: z.string() })
    .readonly(),
  z
    .object({
      kind: z.literal('read'),
      takenAt: z.string(),
      rows: z.array(rowCount).readonly(),
      mayShrink: z.array(z.string()).readonly(),
      drift: z.array(catalogDifference).readonly().optional(),
      pending: z.array(z.string()).readonly().optional(),
    })
    .readonly(),
])
export type RecordFacts = z.infer<typeof recordFacts>

const driftFacts = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('compared'), differences: z.array(catalogDifference).readonly() }).readonly(),
  z
    .object({ kind: z.literal('unknown'), code: z.string(), message: z.string(), next: z.string() })
    .readonly(),
])

/** What was seen of the live database before or after its migration. */
export const liveSnapshot = z
  .object({
    phase: z.enum(['before', 'verify']),
    /** What the commit has: a directory, a tool, or nothing. */
    migrations: z
      .object({
        kind: z.enum(['none', 'history', 'code', 'several']),
        tool: z.string().optional(),
        directory: z.string().optional(),
      })
      .readonly(),
    live: z.discriminatedUnion('kind', [
      /** No address was given. */
      z.object({ kind: z.literal('not-given') }).readonly(),
      unreachable,
      z
        .object({
          kind: z.literal('read'),
          server: liveServer,
          versions: versionState,
          comparison: comparison.optional(),
          rows: z.array(rowCount).readonly(),
          unsound,
          drift: driftFacts,
          /** What the check `data` says of the pending migrations; absent where it is not known. */
          data: z.object({ status: checkStatus, message: z.string() }).readonly().optional(),
        })
        .readonly(),
    ]),
    record: recordFacts,
  })
  .readonly()
export type LiveSnapshot = z.infer<typeof liveSnapshot>
export type LiveRead = Extract<LiveSnapshot['live'], { kind: 'read' }>

import { z } from 'zod'
import { catalogObjects } from './catalog-object.ts'
import { rowSecurityFacts } from './row-security.ts'

export const sqlError = z
  .object({
    /** SQLSTATE; empty when the engine itself failed. */
    code: z.string(),
    message: z.string(),
    detail: z.string().optional(),
    hint: z.string().optional(),
    /** The rehearsal's own role, where it lacked a permission that production's role may have. */
    refusedTo: z.string().optional(),
  })
  .readonly()
export type SqlError = z.infer<typeof sqlError>

/** What one statement really did to relations that existed before the change. */
export const measurement = z
  .object({
    path: z.string(),
    line: z.number().int(),
    /** Which statement of its script, from 0: several may stand on one line. */
    statement: z.number().int(),
    milliseconds: z.number(),
    /** The strongest new lock per relation; empty where the statement manages its own transactions (`locksKnown`). */
    locks: z.array(z.object({ relation: z.string(), mode: z.string() }).readonly()).readonly(),
    locksKnown: z.boolean(),
    rewritten: z.array(z.string()).readonly(),
    scanned: z.array(z.string()).readonly(),
    /** Tables on which an index was built. */
    built: z.array(z.string()).readonly(),
    /** Names of foreign keys whose rows were checked. */
    validated: z.array(z.string()).readonly(),
  })
  .readonly()
export type Measurement = z.infer<typeof measurement>

export const failedStatement = z
  .object({ path: z.string(), line: z.number().int(), statement: z.number().int(), error: sqlError })
  .readonly()
export type FailedStatement = z.infer<typeof failedStatement>

export const catalogDifference = z
  .object({
    /** `missing`: was there and is not; `extra`: was not there and is. */
    change: z.enum(['missing', 'extra', 'changed', 'renamed', 'column-order']),
    object: z.string(),
    name: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
  })
  .readonly()
export type CatalogDifference = z.infer<typeof catalogDifference>

/** Values of seeded or migrated rows that existed before and do not any more. */
export const dataLoss = z
  .object({
    table: z.string(),
    column: z.string().optional(),
    what: z.enum(['table-gone', 'column-gone', 'rows-gone', 'values-gone', 'values-changed']),
    /** Rows of the table, or values of the column. */
    before: z.number().int(),
    after: z.number().int(),
  })
  .readonly()
export type DataLoss = z.infer<typeof dataLoss>

export const phase = z.discriminatedUnion('result', [
  z.object({ result: z.literal('done') }).readonly(),
  z.object({ result: z.literal('failed'), failure: failedStatement }).readonly(),
  z.object({ result: z.literal('not-run'), why: z.string() }).readonly(),
])
export type Phase = z.infer<typeof phase>

export const tableBefore = z
  .object({
    name: z.string(),
    rows: z.number().int(),
    columns: z
      .array(
        z
          .object({
            name: z.string(),
            /** As `format_type` writes it. */
            type: z.string(),
            /** Values that are not NULL, and how many different ones there are among them. */
            filled: z.number().int(),
            distinct: z.number().int(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly()
export type TableBefore = z.infer<typeof tableBefore>

export const rehearsalLog = z
  .object({
    engine: z.object({ name: z.string(), major: z.number().int(), version: z.string() }).readonly(),
    baseScripts: z.number().int(),
    /** Base statements that did not run here; what depends on them is not known. */
    skipped: z.array(failedStatement).readonly(),
    seededTables: z.number().int(),
    /** Tables as they were before the change, with their rows. */
    tables: z.array(tableBefore).readonly(),
    unseeded: z.array(z.object({ table: z.string(), why: z.string() }).readonly()).readonly(),
    /** Set when a phase failed on the demanding rows of the first run; all was then tried with plain rows, and at last without any. */
    failedOnRows: z
      .object({ phase: z.enum(['up', 'down', 'again']), failure: failedStatement })
      .readonly()
      .optional(),
    /** Whether `tables` and the losses were measured with rows. */
    withRows: z.boolean(),
    measurements: z.array(measurement).readonly(),
    up: phase,
    down: phase,
    again: phase,
    /** Relations, columns and functions that are not there any more after up, and types that changed. */
    takenAway: z.array(catalogDifference).readonly().optional(),
    /** Where the plan asks for them. */
    catalogs: z.object({ before: catalogObjects, after: catalogObjects }).readonly().optional(),
    /** Catalog after down compared with before up. */
    afterDown: z.array(catalogDifference).readonly(),
    /** Catalog after the second up compared with the first. */
    afterAgain: z.array(catalogDifference).readonly(),
    /** Who may reach which rows, before and after up, and what was seen through their eyes. */
    rowSecurity: rowSecurityFacts.optional(),
    lostByUp: z.array(dataLoss).readonly(),
    lostByRoundTrip: z.array(dataLoss).readonly(),
    /** Production's role, where the change ran as it. */
    actedAs: z.string().optional(),
    milliseconds: z.number(),
  })
  .readonly()
export type RehearsalLog = z.infer<typeof rehearsalLog>

export const unavailable = z
  .object({
    kind: z.literal('unavailable'),
    code: z.enum(['engine-missing', 'database-url-refused']),
    message: z.string(),
  })
  .readonly()

/**
 * What the engine answers. `stopped` names the statement that was running when time, memory or the engine gave out; `unavailable`
 * says why there was none of production's major.
 */
export const rehearsalAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rehearsed'), log: rehearsalLog }).readonly(),
  z
    .object({
      kind: z.literal('stopped'),
      why: z.enum(['timeout', 'memory', 'crash']),
      message: z.string(),
      at: z.string().optional(),
    })
    .readonly(),
  unavailable,
])
export type RehearsalAnswer = z.infer<typeof rehearsalAnswer>

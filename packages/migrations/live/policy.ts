import { duration } from '@operator/report'
import { z } from 'zod'

/** The policy's section `migrations.live`: how the live database is looked at, and what of it is no matter of migrations. */
export const livePolicy = z.strictObject({
  /** Until the server lets us in. */
  'connect-timeout': duration.default(10_000),
  /** For one statement. */
  'statement-timeout': duration.default(30_000),
  /** How long a lock of somebody else is waited for. */
  'lock-timeout': duration.default(2_000),
  /** A table with more rows is estimated, not counted to its end. */
  'count-below': z.number().int().positive().max(10_000_000).default(100_000),
  /** For counting all tables. */
  'count-timeout': duration.default(60_000),
  /** Objects that no migration makes and nobody minds, as the findings name them: `extension pg_stat_statements`, `relation audit.*`. */
  ignore: z.array(z.string().min(1)).default([]),
  /** The migration tool's own table where it has another name than the tool gives it, such as `ops.migrations`. */
  'version-table': z
    .string()
    .regex(/^[^.]+(\.[^.]+)?$/, 'a name, or schema.name')
    .optional(),
  /** A record of `phase: before` that is older says nothing about this migration. */
  'record-max-age': duration.default(21_600_000),
})

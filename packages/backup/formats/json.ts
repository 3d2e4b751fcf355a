import { z } from 'zod'
import { moment, reader } from './format.ts'

const statement = z.object({
  taken_at: moment,
  restore_tested_at: moment.nullish(),
  /** Bytes. */
  size: z.number().nonnegative(),
  previous_size: z.number().nonnegative().nullish(),
})

/** The contract: `{"taken_at": "…Z", "size": 123, "restore_tested_at": "…Z", "previous_size": 120}`, the last two if known. */
export const json = reader(
  statement,
  ({ previous_size: previousSize, restore_tested_at: tested, size, taken_at: takenAt }) => ({
    backups: [{ takenAt, size, usable: true }],
    ...(previousSize != null && { previousSize }),
    ...(tested != null && { restoreTestedAt: tested }),
  }),
)

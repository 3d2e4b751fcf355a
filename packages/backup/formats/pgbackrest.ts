import { z } from 'zod'
import { reader, seconds } from './format.ts'

const printed = z.array(
  z.object({
    backup: z.array(
      z.object({
        label: z.string(),
        type: z.string().optional(),
        error: z.boolean().nullish(),
        timestamp: z.object({ stop: seconds }),
        info: z.object({ size: z.number().nonnegative() }),
      }),
    ),
  }),
)

/** `pgbackrest info --output=json`; the size is the database's own, which a full and an incremental backup share. */
export const pgbackrest = reader(printed, (stanzas) => ({
  backups: stanzas.flatMap(({ backup }) =>
    backup.map(({ error, info: { size }, label, timestamp: { stop } }) => ({
      takenAt: stop,
      size,
      usable: error !== true,
      name: label,
    })),
  ),
}))

import { z } from 'zod'
import { moment, reader } from './format.ts'

const printed = z.array(
  z.object({
    backup_name: z.string(),
    time: moment,
    finish_time: moment.optional(),
    uncompressed_size: z.number().nonnegative().optional(),
  }),
)

/** `wal-g backup-list --json`, with `--detail` also the sizes. */
export const walG = reader(printed, (backups) => ({
  backups: backups.map(({ backup_name: name, finish_time: finished, time, uncompressed_size: size }) => ({
    takenAt: finished ?? time,
    usable: true,
    name,
    ...(size !== undefined && { size }),
  })),
}))

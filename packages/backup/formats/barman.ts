import { z } from 'zod'
import { reader, seconds } from './format.ts'

const printed = z.record(
  z.string(),
  z.array(
    z.object({
      backup_id: z.string(),
      status: z.string(),
      end_time_timestamp: z.coerce.number().pipe(seconds).optional(),
      size_bytes: z.number().nonnegative().optional(),
    }),
  ),
)

/** `barman --format json list-backups SERVER` (3.4 or newer, which tells times as numbers). */
export const barman = reader(printed, (servers) => ({
  backups: Object.values(servers)
    .flat()
    .flatMap(({ backup_id: name, end_time_timestamp: takenAt, size_bytes: size, status }) =>
      takenAt === undefined
        ? []
        : [{ takenAt, usable: status === 'DONE', name, ...(size !== undefined && { size }) }],
    ),
}))

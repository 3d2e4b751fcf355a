import { z } from 'zod'
import { moment, reader, seconds } from './format.ts'

const printed = z.object({
  backups: z.array(
    z.object({ inserted_at: moment, status: z.string(), is_physical_backup: z.boolean().optional() }),
  ),
  physical_backup_data: z.object({ latest_physical_backup_date_unix: seconds.optional() }).optional(),
})

/** The Management API's `GET /v1/projects/{ref}/database/backups`. */
export const supabase = reader(printed, ({ backups, physical_backup_data: physical }) => ({
  backups: [
    ...backups.map(({ inserted_at: takenAt, status }) => ({ takenAt, usable: status === 'COMPLETED' })),
    ...(physical?.latest_physical_backup_date_unix === undefined
      ? []
      : [{ takenAt: physical.latest_physical_backup_date_unix, usable: true, name: 'point in time' }]),
  ],
}))

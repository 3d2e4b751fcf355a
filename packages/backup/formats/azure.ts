import { z } from 'zod'
import { moment, reader } from './format.ts'

const printed = z.array(
  z.object({ name: z.string(), completedTime: moment.nullish(), backupType: z.string().optional() }),
)

/** `az postgres flexible-server backup list --output json`: a backup is listed when it is complete. */
export const azure = reader(printed, (backups) => ({
  backups: backups.flatMap(({ completedTime: takenAt, name }) =>
    takenAt == null ? [] : [{ takenAt, usable: true, name }],
  ),
}))

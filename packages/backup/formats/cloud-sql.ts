import { z } from 'zod'
import { moment, reader } from './format.ts'

const printed = z.array(
  z.object({
    id: z.union([z.string(), z.number()]),
    status: z.string(),
    endTime: moment.optional(),
    maxChargeableBytes: z.coerce.number().optional(),
  }),
)

/** `gcloud sql backups list --instance NAME --format json` */
export const cloudSql = reader(printed, (backups) => ({
  backups: backups.flatMap(({ endTime, id, maxChargeableBytes: size, status }) =>
    endTime === undefined
      ? []
      : [
          {
            takenAt: endTime,
            usable: status === 'SUCCESSFUL',
            name: String(id),
            ...(size !== undefined && { size }),
          },
        ],
  ),
}))

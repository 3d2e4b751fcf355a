import { z } from 'zod'
import { moment, reader } from './format.ts'

const printed = z.union([
  z
    .object({
      snapshots: z.array(z.object({ id: z.string(), name: z.string().optional(), created_at: moment })),
    })
    .transform(({ snapshots }) => snapshots),
  z
    .object({
      branch: z.object({
        id: z.string(),
        name: z.string().optional(),
        created_at: moment,
        current_state: z.string(),
      }),
    })
    .transform(({ branch }) => (branch.current_state === 'ready' ? [branch] : [])),
])

/** The API's snapshots of a project, or the one branch that was just made as a backup (`neon branches create --output json`). */
export const neon = reader(printed, (made) => ({
  backups: made.map(({ created_at: takenAt, id, name }) => ({ takenAt, usable: true, name: name ?? id })),
}))

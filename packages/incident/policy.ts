import { z } from 'zod'

/** `incident` in the policy. */
export const incidentPolicy = z.strictObject({
  /** People or teams who are assigned or mentioned. */
  owners: z.array(z.string().min(1)).readonly().default([]),
  /** The label that marks an incident issue; `<label>:P0` to `<label>:P3` mark its severity. */
  label: z.string().min(1).default('incident'),
})
export type IncidentPolicy = z.infer<typeof incidentPolicy>

import { permissionAnswer } from '@operator/identity'
import { z } from 'zod'

const actor = z.object({ login: z.string(), type: z.string() }).readonly()

export const incidentFacts = z
  .object({
    number: z.number().int(),
    title: z.string(),
    url: z.string(),
    author: actor.optional(),
    labels: z.array(z.string()).readonly(),
    /** Who set the incident label. */
    labelledBy: z.array(actor).readonly(),
  })
  .readonly()
export type IncidentFacts = z.infer<typeof incidentFacts>

export const incidentsFacts = z
  .object({
    incidents: z.array(incidentFacts).readonly(),
    complete: z.boolean(),
    /** What the people among authors and labellers may do here, by login in lower case. */
    permissions: z.record(z.string(), permissionAnswer).readonly(),
    /** The account that this token acts for: incidents that it opened are ours. */
    viewer: z.string().optional(),
  })
  .readonly()
export type IncidentsFacts = z.infer<typeof incidentsFacts>

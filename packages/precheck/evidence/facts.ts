import { parsedEvidence, proof } from '@operator/evidence'
import { z } from 'zod'

/** Evidence of another action as it was handed over, and what there is to believe it for. */
export const handedOver = z.object({ parsed: parsedEvidence, proof: proof.optional() }).readonly()
export type HandedOver = z.infer<typeof handedOver>

export const evidenceFacts = z
  .object({
    /** Absent where nothing was handed over. */
    baseline: handedOver.optional(),
    migrations: handedOver.optional(),
    /** What evidence has to be about, beside what the subject says. */
    repositoryId: z.number().int().optional(),
    service: z.string(),
    baseTree: z.string().nullable(),
    policyDigest: z.string(),
  })
  .readonly()
export type EvidenceFacts = z.infer<typeof evidenceFacts>

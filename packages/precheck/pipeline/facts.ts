import { z } from 'zod'

/** One difference in what judges, builds or guards the code, and what it does to the strictness. */
export const pipelineChange = z
  .object({
    path: z.string(),
    kind: z.enum(['comment', 'pin-bump', 'tightening', 'cannot-tell', 'loosening']),
    /** A clause: what changed and why that is so. */
    reason: z.string(),
    line: z.number().int().positive().optional(),
    /** The blob at head; a later change of it is another question. */
    blob: z.string().optional(),
  })
  .readonly()
export type PipelineChange = z.infer<typeof pipelineChange>

export const pipelineFacts = z
  .object({
    changes: z.array(pipelineChange).readonly(),
    /** How many workflows, actions, scripts and other guarded files were compared. */
    compared: z.number().int(),
  })
  .readonly()
export type PipelineFacts = z.infer<typeof pipelineFacts>

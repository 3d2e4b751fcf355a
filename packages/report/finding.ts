import { z } from 'zod'

/** SARIF's levels: an `error` can stop a deployment, a `warning` cannot by itself, a `note` is information. */
export const level = z.enum(['error', 'warning', 'note'])
export type Level = z.infer<typeof level>

/**
 * How a finding is known: `proven` by an experiment or a checksum, `static` from the text alone,
 * `depends-on-data` when only production's rows can tell, `not-runnable-here` when the experiment needs what this machine lacks.
 */
export const proof = z.enum(['proven', 'static', 'depends-on-data', 'not-runnable-here'])
export type Proof = z.infer<typeof proof>

/** Relative to the report's named base. */
export const findingState = z.enum(['introduced', 'existing', 'fixed'])
export type FindingState = z.infer<typeof findingState>

export const location = z
  .object({
    /** Repository-relative, `/`-separated. */
    path: z.string(),
    /** 1-based. */
    line: z.number().int().positive().optional(),
    /** 1-based. */
    column: z.number().int().positive().optional(),
    endLine: z.number().int().positive().optional(),
  })
  .readonly()
export type Location = z.infer<typeof location>

const detectionShape = {
  ruleId: z.string(),
  level,
  message: z.string(),
  location: location.optional(),
  /** What to do about it, as one imperative sentence. */
  remedy: z.string(),
  /** Stable under moved lines, never derived from a secret's value alone. See {@link fingerprint}. */
  fingerprint: z.string(),
  proof,
}

/** One thing at one place, before it is compared with the base. */
export const detection = z.object(detectionShape).readonly()
export type Detection = z.infer<typeof detection>

/** One thing at one place. */
export const finding = z.object({ ...detectionShape, state: findingState }).readonly()
export type Finding = z.infer<typeof finding>

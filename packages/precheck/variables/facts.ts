import { z } from 'zod'

/** A variable that is read at head and nowhere at the base, at its first place. */
export const newVariable = z
  .object({
    name: z.string(),
    path: z.string(),
    line: z.number().int().positive(),
    documented: z.boolean(),
    /** A workflow's secret or variable, which GitHub keeps. */
    from: z.literal('github').optional(),
    /** A documented name that looks much like it. */
    near: z.string().optional(),
  })
  .readonly()
export type NewVariable = z.infer<typeof newVariable>

export const variablesFacts = z
  .object({
    introduced: z.array(newVariable).readonly(),
    /** How many more there are than are listed. */
    more: z.number().int(),
    /** Changed source files that were looked at. */
    files: z.number().int(),
    documents: z.array(z.string()).readonly(),
    unread: z.array(z.string()).readonly(),
    /** Places that newly read a variable whose name cannot be told. */
    dynamic: z
      .array(z.object({ path: z.string(), line: z.number().int().positive() }).readonly())
      .readonly()
      .optional(),
  })
  .readonly()
export type VariablesFacts = z.infer<typeof variablesFacts>

/** Names that GitHub keeps for the environment that is deployed to. */
export const keptFacts = z
  .object({
    environment: z.array(z.string()).readonly(),
    /** Of the repository and its organisation. */
    shared: z.array(z.string()).readonly(),
  })
  .readonly()
export type KeptFacts = z.infer<typeof keptFacts>

import { z } from 'zod'

/** A variable that is read at head and nowhere at the base, at its first place. */
export const newVariable = z
  .object({
    name: z.string(),
    path: z.string(),
    line: z.number().int().positive(),
    documented: z.boolean(),
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
  })
  .readonly()
export type VariablesFacts = z.infer<typeof variablesFacts>

import { z } from 'zod'

/** Something that the database no longer has under this name after the change, and the statement that took it. */
export const takenAway = z
  .object({
    kind: z.enum(['table', 'view', 'column', 'type', 'enum-value', 'function']),
    /** Without schema and table. */
    name: z.string(),
    /** The schema, when it is not `public`. */
    schema: z.string().optional(),
    /** The table of a column, the type of an enum's value: as relations are compared, without `public`. */
    on: z.string().optional(),
    renamedTo: z.string().optional(),
    /** Another table has a column of this name, so that the name alone says nothing. */
    shared: z.boolean(),
    path: z.string(),
    line: z.number().int().positive(),
    endLine: z.number().int().positive(),
  })
  .readonly()
export type TakenAway = z.infer<typeof takenAway>

/** `users.nickname`, `users`, `status 'archived'`: as people say it. */
export function describeTakenAway({ kind, name, schema, on }: TakenAway): string {
  const qualified = schema === undefined ? name : `${schema}.${name}`
  switch (kind) {
    case 'column':
      return `column ${on}.${name}`
    case 'enum-value':
      return `value ${name} of ${on}`
    default:
      return `${kind} ${qualified}`
  }
}

import { z } from 'zod'

/** One object of a database as a catalog query gives it; see `catalogQueriesOf`. */
export const catalogObject = z
  .object({
    name: z.string(),
    alias: z
      .string()
      .nullish()
      .transform((alias) => alias ?? undefined),
    definition: z
      .string()
      .nullable()
      .transform((definition) => definition ?? ''),
  })
  .readonly()

/** Every object of a database by class. */
export const catalogObjects = z.record(z.string(), z.array(catalogObject).readonly()).readonly()

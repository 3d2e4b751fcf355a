import type { Catalog } from '@operator/rehearsal'
import { z } from 'zod'

/** What is wrong in a live catalog whatever its migrations say. */
export const unsound = z
  .object({
    invalidIndexes: z.array(z.string()).readonly(),
    unvalidatedConstraints: z.array(z.string()).readonly(),
    /** Tables with policies that are not in force. */
    idlePolicies: z.array(z.string()).readonly(),
  })
  .readonly()
export type Unsound = z.infer<typeof unsound>

export function findUnsound(catalog: Catalog): Unsound {
  const having = (kind: string, part: string) =>
    (catalog[kind] ?? [])
      .filter(({ definition }) => definition.split(' | ').includes(part))
      .map(({ name }) => name)
  const secured = new Set(having('relation', 'row security'))
  const governed = (catalog['policy'] ?? []).map(({ name }) => name.slice(0, name.lastIndexOf('.')))
  return {
    invalidIndexes: having('index', 'invalid'),
    unvalidatedConstraints: having('constraint', 'not validated'),
    idlePolicies: [...new Set(governed)].filter((table) => !secured.has(table)),
  }
}

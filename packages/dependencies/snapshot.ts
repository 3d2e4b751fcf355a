import { z } from 'zod'
import { severityLevel } from './osv/severity.ts'
import { lockedPackage, lockfileProblem } from './package.ts'

export const vulnerability = z
  .object({
    /** The advisory's own id and all its aliases, the best known first. */
    ids: z.array(z.string()).readonly(),
    summary: z.string(),
    severity: z.union([severityLevel, z.literal('unknown')]),
    score: z.number().optional(),
    malicious: z.boolean(),
    fixed: z.string().optional(),
    manifest: z.string(),
    package: lockedPackage,
  })
  .readonly()
export type Vulnerability = z.infer<typeof vulnerability>

export const dependenciesSnapshot = z
  .object({
    head: z.array(vulnerability).readonly(),
    base: z.array(vulnerability).readonly(),
    lockfiles: z.array(z.object({ path: z.string(), packages: z.number().int() }).readonly()).readonly(),
    /** What should have been audited and was not. `changed` when the range touched it. */
    unread: z
      .array(z.object({ path: z.string(), reason: z.string(), changed: z.boolean() }).readonly())
      .readonly(),
    problems: z.array(z.object({ path: z.string(), problem: lockfileProblem }).readonly()).readonly(),
    /** Packages of ecosystems whose versions cannot be ordered yet. */
    unevaluated: z.number().int(),
    source: z
      .object({ url: z.string(), answered: z.boolean(), detail: z.string(), queries: z.number().int() })
      .readonly(),
  })
  .readonly()
export type DependenciesSnapshot = z.infer<typeof dependenciesSnapshot>

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
    /** The smallest version that is free of every known advisory. */
    fixed: z.string().optional(),
    manifest: z.string(),
    package: lockedPackage,
  })
  .readonly()
export type Vulnerability = z.infer<typeof vulnerability>

const problemIn = z.object({ path: z.string(), problem: lockfileProblem }).readonly()
export type ProblemIn = z.infer<typeof problemIn>

/** One end of the range. */
const side = z
  .object({ vulnerabilities: z.array(vulnerability).readonly(), problems: z.array(problemIn).readonly() })
  .readonly()
export type Side = z.infer<typeof side>

export const dependenciesSnapshot = z
  .object({
    head: side,
    base: side,
    lockfiles: z.array(z.object({ path: z.string(), packages: z.number().int() }).readonly()).readonly(),
    /** What should have been audited and was not. `changed` when the range touched it. */
    unread: z
      .array(z.object({ path: z.string(), reason: z.string(), changed: z.boolean() }).readonly())
      .readonly(),
    /** True without a base: then all there is counts. */
    full: z.boolean(),
    /** False when head and base hold the same lockfiles: then nothing can be introduced, whatever is known. */
    changed: z.boolean(),
    /** Lockfiles that nobody meant to be audited. */
    ignored: z.array(z.string()).readonly(),
    /** Hosts that are taken for the registry of an ecosystem because its first lockfile names them. */
    firstRegistries: z.array(z.string()).readonly().optional(),
    /** Packages of private registries, which are never asked about in public. */
    private: z
      .object({
        count: z.number().int(),
        /** Private only by what the change itself says: it must not hide a package from the audit. */
        undeclared: z.array(z.string()).readonly(),
      })
      .readonly(),
    source: z
      .object({ url: z.string(), answered: z.boolean(), detail: z.string(), queries: z.number().int() })
      .readonly(),
  })
  .readonly()
export type DependenciesSnapshot = z.infer<typeof dependenciesSnapshot>

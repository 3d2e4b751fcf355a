import { z } from 'zod'
import type { NamedRegistry } from './registries.ts'

/** OSV's label of Rust's packages. */
export const rustEcosystem = 'crates.io'

/** OSV's own ecosystem labels (ossf.github.io/osv-schema, "Defined ecosystems"); case matters to its API. */
export const ecosystem = z.enum(['npm', rustEcosystem, 'Go', 'PyPI', 'RubyGems', 'Packagist'])
export type Ecosystem = z.infer<typeof ecosystem>

export const scope = z.enum(['runtime', 'development', 'optional', 'unknown'])
export type Scope = z.infer<typeof scope>

/** One package version that a lockfile pins. */
export const lockedPackage = z
  .object({
    ecosystem,
    name: z.string(),
    version: z.string(),
    /** 1-based line of the lockfile. */
    line: z.number().int().positive(),
    scope,
    /** From a direct dependency to this package; empty when the lockfile does not say. */
    path: z.array(z.string()).readonly(),
    /** True where the lockfile itself names another registry than the public one. */
    privateRegistry: z.boolean().optional(),
    /** The hosts that the lockfile fetches it from, where it names any. */
    hosts: z.array(z.string()).readonly().optional(),
  })
  .readonly()
export type LockedPackage = z.infer<typeof lockedPackage>

/** Something in a lockfile that no advisory can be looked up for. */
export const lockfileProblem = z
  .object({
    /** `unresolved`: a registry's package without an exact version; `elsewhere`: from git, a URL or an unknown registry, which no advisory database covers; `folder`: the repository's own code. */
    kind: z.enum(['unresolved', 'elsewhere', 'folder']),
    name: z.string(),
    message: z.string(),
    line: z.number().int().positive(),
  })
  .readonly()
export type LockfileProblem = z.infer<typeof lockfileProblem>

export interface LockfileContent {
  readonly packages: readonly LockedPackage[]
  readonly problems: readonly LockfileProblem[]
  /** Registries that the lockfile names for all that it pins. */
  readonly registries?: readonly NamedRegistry[]
}

import type { RuleFinder } from './match-rules.ts'
import { type Measured, measure } from './measure.ts'
import type { Value } from './value.ts'

/**
 * What a resource does to the bill by being there: `priced` costs; `free` does not; a `limit` bounds what some others cost, a
 * `budget` (or quota) what all beside it cost; a `scaler` moves it either way.
 */
export type Role = 'priced' | 'free' | 'limit' | 'budget' | 'scaler'

export interface Resource extends Measured {
  /** `Deployment`, `AWS::RDS::DBInstance`. */
  readonly kind: string
  readonly name: string
  /** The same thing in another file has the same identity. */
  readonly identity: string
  readonly path: string
  readonly line: number | undefined
  readonly role: Role
  /** Something else says what holds where an attribute is not written (a patch, a values file). */
  readonly partial: boolean
  /** Identities of what a limit or scaler is for. */
  readonly governs: readonly string[]
}

export interface ResourceDescription {
  readonly kind: string
  readonly name: string
  readonly identity?: string
  readonly role: Role
  readonly partial?: boolean
  readonly governs?: readonly string[]
  readonly line?: number | undefined
}

/** Measures what a description is about. */
export function describeResource(
  path: string,
  body: Value,
  find: RuleFinder,
  described: ResourceDescription,
): Resource {
  return {
    ...measure(body, find),
    kind: described.kind,
    name: described.name,
    identity: described.identity ?? `${described.kind} ${described.name}`,
    path,
    line: described.line ?? body.line,
    role: described.role,
    partial: described.partial ?? false,
    governs: described.governs ?? [],
  }
}

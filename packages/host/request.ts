import type { RunFacts } from '@operator/evidence'
import type { GitHub } from '@operator/github'
import type { Policy } from '@operator/policy'
import type { CheckDefinition, EffectivePolicy } from '@operator/report'
import type { z } from 'zod'
import type { EventContext } from './event-context.ts'
import type { CommonInputs, Inputs } from './inputs.ts'
import type { KeptPolicy } from './load-policy.ts'
import type { Sight } from './sight.ts'

/** Everything read before anything is collected. */
export interface Request<Shape extends z.ZodRawShape> {
  readonly action: string
  readonly checks: readonly CheckDefinition[]
  readonly common: CommonInputs
  /** The action's own inputs. */
  readonly inputs: Inputs<Shape>
  /** The inputs as they were given, without credentials. */
  readonly given: Readonly<Record<string, string>>
  readonly event: EventContext
  /** The run that this is a step of; undefined outside GitHub Actions and for a replay. */
  readonly run: RunFacts | undefined
  /** Absolute path of the repository. */
  readonly directory: string
  readonly sight: Sight
  readonly policy: Policy
  readonly effectivePolicy: EffectivePolicy
  readonly keptPolicy: KeptPolicy
  /** Undefined without a token. */
  readonly github: GitHub | undefined
  readonly now: Date
  /** True when the facts of an earlier run are judged again: nothing is published then. */
  readonly replayed: boolean
  /** Says what the current phase is at; shown when it takes long. */
  readonly progress: (at: string) => void
}

/** A request whose head and base are in the clone. */
export interface SeenRequest<Shape extends z.ZodRawShape> extends Request<Shape> {
  readonly sight: Extract<Sight, { kind: 'seen' }>
}

export function isSeen<Shape extends z.ZodRawShape>(request: Request<Shape>): request is SeenRequest<Shape> {
  return request.sight.kind === 'seen'
}

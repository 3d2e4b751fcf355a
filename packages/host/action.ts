import type { TrackingIssue } from '@operator/github'
import type { CheckDefinition, CheckOutcome, SourceAnswer } from '@operator/report'
import type { z } from 'zod'
import type { Inputs } from './inputs.ts'
import type { Request, SeenRequest } from './request.ts'

/** What `evaluate` found: outcomes and what only this action can say about them. */
export interface Evaluation {
  readonly outcomes: readonly CheckOutcome[]
  readonly sources?: readonly SourceAnswer[]
  readonly headline?: string
  /** Markdown for the top of the summary, already escaped. */
  readonly preamble?: string
  /** How long the verdict holds, in milliseconds; a day by default. */
  readonly validFor?: number
  /** Outputs that only this action has. */
  readonly outputs?: Readonly<Record<string, string>>
  /** The one issue that says how things stand; it is kept from runs on the default branch only. */
  readonly trackingIssue?: TrackingIssue
}

/** An action is these four steps: `run` reads inputs and policy, then collects, evaluates and publishes. */
export interface ActionDefinition<Shape extends z.ZodRawShape, Snapshot> {
  readonly action: string
  /** The action's own inputs, beside the common ones. */
  readonly inputs: Shape
  readonly checks: readonly CheckDefinition[]
  /** Those of `checks` that this run answers, for an action that has phases. Absent: all. */
  readonly checksOf?: (inputs: Inputs<Shape>) => readonly CheckDefinition[]
  /** Describes the snapshot, so that a kept one can be replayed. */
  readonly snapshot: z.ZodType<Snapshot>
  /** All I/O. */
  readonly collect: (request: SeenRequest<Shape>) => Promise<Snapshot>
  /** Pure: the same snapshot gives the same verdict anywhere. */
  readonly evaluate: (snapshot: Snapshot, request: SeenRequest<Shape>) => Evaluation
  /** For an action that is useful without a range of commits: what it does then. Absent: every check is unknown. */
  readonly withoutRange?: {
    readonly collect: (request: Request<Shape>) => Promise<Snapshot>
    readonly evaluate: (snapshot: Snapshot, request: Request<Shape>) => Evaluation
  }
}

/** Gives an action's definition its types. */
export function defineAction<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
): ActionDefinition<Shape, Snapshot> {
  return definition
}

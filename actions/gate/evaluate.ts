import { baselineChecks, evaluateBaseline } from '@operator/baseline'
import type { Evaluation } from '@operator/host'
import { evaluateMigrations, migrationsChecks } from '@operator/migrations'
import {
  evaluatePrecheck,
  type PrecheckRules,
  precheckChecks,
  type RecomputedAnswer,
} from '@operator/precheck'
import {
  assembleChecks,
  type CheckDefinition,
  type CheckOutcome,
  evaluatePart,
  type SourceAnswer,
  verdictOfChecks,
} from '@operator/report'
import type { GateSnapshot } from './snapshot.ts'

export interface GatePolicy extends PrecheckRules {
  readonly security: Parameters<typeof evaluateBaseline>[1]
  readonly migrations: Parameters<typeof evaluateMigrations>[1]
}

/** Judges the two other actions first: precheck takes their answers as they are, and a crash of one stays its own. */
export function evaluateGate(snapshot: GateSnapshot, policy: GatePolicy, now: Date): Evaluation {
  const baseline = evaluatePart(baselineChecks, snapshot.baseline, (facts) =>
    evaluateBaseline(facts, policy.security, now),
  )
  const migrations = evaluatePart(migrationsChecks, snapshot.migrations, (facts) =>
    evaluateMigrations(facts, policy.migrations, now),
  )
  const recomputed = {
    baseline: answerOf(baselineChecks, baseline, policy),
    migrations: answerOf(migrationsChecks, migrations, policy),
  }
  let sources: readonly SourceAnswer[] = []
  let validFor: number | undefined
  let nextOpenAt: string | undefined
  let preamble: string | undefined
  const precheck = evaluatePart(precheckChecks, snapshot.precheck, (facts) => {
    const evaluation = evaluatePrecheck(facts, policy, now, recomputed)
    sources = evaluation.sources
    validFor = evaluation.validFor
    nextOpenAt = evaluation.nextOpenAt
    preamble = evaluation.preamble
    return evaluation.outcomes
  })
  return {
    outcomes: [...baseline, ...migrations, ...precheck],
    sources,
    ...(validFor !== undefined && { validFor }),
    ...(preamble !== undefined && { preamble }),
    outputs: { 'next-open-at': nextOpenAt ?? '' },
  }
}

/** What the action would have answered by itself. */
function answerOf(
  definitions: readonly CheckDefinition[],
  outcomes: readonly CheckOutcome[],
  policy: GatePolicy,
): RecomputedAnswer {
  const checks = assembleChecks(definitions, outcomes, policy.checks)
  return { verdict: verdictOfChecks(checks), checks }
}

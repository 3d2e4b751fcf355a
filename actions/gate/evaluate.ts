import { baselineChecks, evaluateBaseline } from '@operator/baseline'
import type { Evaluation } from '@operator/host'
import { evaluateMigrations, migrationsChecks } from '@operator/migrations'
import {
  evaluatePrecheck,
  hearPeopleAbout,
  type PrecheckRules,
  precheckChecks,
  type RecomputedAnswer,
  type RecomputedEvidence,
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
  const { baseline, migrations, recomputed } = judgeOthers(snapshot, policy, now)
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

interface Others {
  readonly baseline: readonly CheckOutcome[]
  readonly migrations: readonly CheckOutcome[]
  readonly recomputed: RecomputedEvidence
}

/** The two other actions' answers; what they ask is answered by what precheck read of people, once it has. */
export function judgeOthers(
  { baseline, migrations, precheck }: Pick<GateSnapshot, 'baseline' | 'migrations'> & Partial<GateSnapshot>,
  policy: GatePolicy,
  now: Date,
): Others {
  const hear = (outcomes: readonly CheckOutcome[]) =>
    precheck?.kind === 'collected' ? hearPeopleAbout(outcomes, precheck.facts, policy, now) : outcomes
  const ofBaseline = evaluatePart(baselineChecks, baseline, (facts) =>
    hear(evaluateBaseline(facts, policy.security, now)),
  )
  const ofMigrations = evaluatePart(migrationsChecks, migrations, (facts) =>
    hear(evaluateMigrations(facts, policy.migrations, now)),
  )
  return {
    baseline: ofBaseline,
    migrations: ofMigrations,
    recomputed: {
      baseline: answerOf(baselineChecks, ofBaseline, policy),
      migrations: answerOf(migrationsChecks, ofMigrations, policy),
    },
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

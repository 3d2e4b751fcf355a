import type { CheckId, CheckOutcome, SourceAnswer } from '@operator/report'
import { evaluateChangelog } from './changelog/changelog.ts'
import { evaluateCiGreen } from './ci/ci-green.ts'
import { evaluateGate } from './ci/gates.ts'
import { evaluateCostImpact } from './cost/cost-impact.ts'
import { evaluateDeployWindow, type WindowOutcome } from './deploy/deploy-window.ts'
import { findLastHealthy } from './deploy/last-healthy.ts'
import { evaluateOneChange } from './deploy/one-change.ts'
import { evaluateRollbackTarget } from './deploy/rollback-target.ts'
import { evaluateStagingFirst } from './deploy/staging-first.ts'
import { duties } from './duties.ts'
import { judgeEvidence, type OtherAnswer } from './evidence/judge-evidence.ts'
import { evaluateMigrationGuard, evaluateSecurityBaseline } from './evidence/other-actions.ts'
import { isReversible } from './evidence/reversible.ts'
import { type Fact, known } from './fact.ts'
import { evaluateNoOpenIncident, findOpenIncidents } from './incident/no-open-incident.ts'
import { applyIntent } from './intent.ts'
import { evaluatePipelineChanged } from './pipeline/pipeline-changed.ts'
import type { RecomputedEvidence } from './recomputed-evidence.ts'
import { evaluateApproved } from './review/approved.ts'
import { evaluateMerged } from './review/merged.ts'
import { doubtBase } from './review/trusted-base.ts'
import { evaluateRollbackPlan } from './rollback/rollback-plan.ts'
import { type PrecheckRules, tierOf } from './rules.ts'
import { evaluateSmallChange } from './size/small-change.ts'
import type { PrecheckSnapshot } from './snapshot.ts'
import { isDeploying } from './subject.ts'
import { howLongItHolds } from './validity.ts'
import { evaluateEnvDocumented } from './variables/env-documented.ts'
import { renderLinks } from './watcher/links.ts'
import { evaluateWatcher } from './watcher/watcher.ts'

export interface PrecheckEvaluation {
  readonly outcomes: readonly CheckOutcome[]
  /** When a deployment may start next, where the window is closed. ISO 8601. */
  readonly nextOpenAt: string | undefined
  /** How long this holds. Milliseconds. */
  readonly validFor: number
  readonly sources: readonly SourceAnswer[]
  /** Where to look during a deployment: Markdown for the top of the summary. */
  readonly preamble: string | undefined
}

/**
 * May this commit be deployed to this environment now? Pure. `recomputed` are the answers of the two other actions where one
 * process runs all three; otherwise their evidence has to be believed.
 */
export function evaluatePrecheck(
  snapshot: PrecheckSnapshot,
  rules: PrecheckRules,
  now: Date,
  recomputed?: RecomputedEvidence,
): PrecheckEvaluation {
  const { subject } = snapshot
  const answers = judgeOtherActions(snapshot, rules, now, recomputed)
  const window = evaluateDeployWindow(snapshot.calendars, subject, rules, now)
  const judges = judgesOf(snapshot, rules, now, answers, window)
  const rollbackTarget =
    subject.intent === 'rollback' ? evaluateRollbackTarget(snapshot.deploy, subject, rules) : undefined
  const incidents = findOpenIncidents(snapshot.incidents, rules)
  const outcomes = duties.map((duty) =>
    applyIntent(duty, subject, { rollbackTarget, incidents }, () => judges[duty.check]?.()),
  )
  return {
    outcomes,
    nextOpenAt: window.nextOpenAt,
    validFor: howLongItHolds(subject, window.holdsUntil, [answers.baseline, answers.migrations], now),
    sources: listSources(snapshot),
    preamble: renderLinks(subject, rules),
  }
}

interface Answers {
  readonly baseline: OtherAnswer
  readonly migrations: OtherAnswer
}

function judgeOtherActions(
  { evidence, subject }: PrecheckSnapshot,
  rules: PrecheckRules,
  now: Date,
  recomputed: RecomputedEvidence | undefined,
): Answers {
  return {
    baseline: judgeEvidence(
      'security-baseline',
      recomputed?.baseline,
      evidence.baseline,
      evidence,
      subject,
      rules,
      now,
    ),
    migrations: judgeEvidence(
      'migration-guard',
      recomputed?.migrations,
      evidence.migrations,
      evidence,
      subject,
      rules,
      now,
    ),
  }
}

/** How each check is judged when it is owed. */
function judgesOf(
  snapshot: PrecheckSnapshot,
  rules: PrecheckRules,
  now: Date,
  answers: Answers,
  window: WindowOutcome,
): Readonly<Record<CheckId, () => CheckOutcome>> {
  const { subject, ci, reviews, deploy, changes } = snapshot
  const migrations: Fact<readonly string[]> = snapshot.rollback.known
    ? known(snapshot.rollback.value.migrations)
    : snapshot.rollback
  const isProduction = isDeploying(subject) && tierOf(rules, subject.environment) === 'production'
  const lastHealthy = isProduction ? findLastHealthy(deploy, subject, rules) : undefined
  const onTrustedBase = (id: CheckId, judge: () => CheckOutcome) => () =>
    doubtBase(id, subject, lastHealthy) ?? judge()
  return {
    'precheck/ci-green': () => evaluateCiGreen(ci, subject, rules),
    'precheck/lint': () => evaluateGate('lint', ci, subject, rules),
    'precheck/tests': () => evaluateGate('tests', ci, subject, rules),
    'precheck/build': () => evaluateGate('build', ci, subject, rules),
    'precheck/merged': onTrustedBase('precheck/merged', () => evaluateMerged(reviews, subject, rules)),
    'precheck/approved': onTrustedBase('precheck/approved', () => evaluateApproved(reviews, subject, rules)),
    'precheck/pipeline-changed': onTrustedBase('precheck/pipeline-changed', () =>
      evaluatePipelineChanged(snapshot.pipeline, subject),
    ),
    'precheck/security-baseline': () => evaluateSecurityBaseline(answers.baseline, changes),
    'precheck/migration-guard': () => evaluateMigrationGuard(answers.migrations, migrations),
    'precheck/staging-first': () => evaluateStagingFirst(deploy, subject, rules, now),
    'precheck/one-change': () => evaluateOneChange(deploy, subject, rules, now),
    'precheck/small-change': onTrustedBase('precheck/small-change', () =>
      evaluateSmallChange(snapshot.size, reviews, subject, rules),
    ),
    'precheck/watcher': () => evaluateWatcher(subject, rules),
    'precheck/deploy-window': () => window.outcome,
    'precheck/no-open-incident': () => evaluateNoOpenIncident(snapshot.incidents, subject.intent, rules),
    'precheck/rollback-plan': () =>
      evaluateRollbackPlan(snapshot.rollback, reviews.pullRequests, rules, {
        target: lastHealthy,
        migrationsReversible: isReversible(answers.migrations),
      }),
    'precheck/changelog': () => evaluateChangelog(snapshot.changelog, changes, reviews.pullRequests, rules),
    'precheck/env-documented': () => evaluateEnvDocumented(snapshot.variables),
    'precheck/cost-impact': onTrustedBase('precheck/cost-impact', () => evaluateCostImpact(snapshot.cost)),
  }
}

/** Who was asked what, and whether there was an answer. */
function listSources({ ci, reviews, deploy, incidents }: PrecheckSnapshot): SourceAnswer[] {
  const asked: readonly [string, Fact<unknown> | undefined][] = [
    ['checks', ci.checks],
    ['rulesets', ci.rules],
    ['branch protection', ci.protection],
    ['pull requests', reviews.pullRequests],
    ['deployments', deploy.target],
    ['deployments before', deploy.before],
    ['deployment locks', deploy.locks],
    ['incidents', incidents],
  ]
  return asked.flatMap(([question, answer]) => {
    if (answer === undefined || (!answer.known && answer.code === 'not-asked')) return []
    return [
      {
        question,
        source: `GitHub (${question})`,
        answered: answer.known,
        ...(!answer.known && { detail: answer.message }),
      },
    ]
  })
}

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
import { evaluateEscalation } from './escalation/escalation.ts'
import { findTriggers, migrationsIn } from './escalation/find-triggers.ts'
import { convene, type Panel } from './escalation/panel.ts'
import { settle } from './escalation/settle.ts'
import { relay, settleAnswer } from './escalation/settle-answer.ts'
import { judgeEvidence, type OtherAnswer } from './evidence/judge-evidence.ts'
import { evaluateMigrationGuard, evaluateSecurityBaseline } from './evidence/other-actions.ts'
import { isReversible } from './evidence/reversible.ts'
import type { Fact } from './fact.ts'
import { hearPeople } from './hear-people.ts'
import { evaluateNoOpenIncident, findOpenIncidents } from './incident/no-open-incident.ts'
import { applyIntent } from './intent.ts'
import { evaluatePipelineChanged } from './pipeline/pipeline-changed.ts'
import type { RecomputedEvidence } from './recomputed-evidence.ts'
import { evaluateApproved } from './review/approved.ts'
import { evaluateMerged } from './review/merged.ts'
import { doubtBase } from './review/trusted-base.ts'
import { evaluateRollbackDrill } from './rollback/rollback-drill.ts'
import { evaluateRollbackPlan } from './rollback/rollback-plan.ts'
import { type PrecheckRules, tierOf } from './rules.ts'
import { evaluateSmallChange } from './size/small-change.ts'
import type { PrecheckSnapshot } from './snapshot.ts'
import { evaluateStagingData } from './staging-data/staging-data.ts'
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
  const panel = convene(snapshot, rules, now)
  const answers = judgeOtherActions(snapshot, rules, now, recomputed, panel)
  const window = evaluateDeployWindow(snapshot.calendars, subject, rules, now, snapshot.traffic)
  const rollbackTarget =
    subject.intent === 'rollback' ? evaluateRollbackTarget(snapshot.deploy, subject, rules) : undefined
  const judges = judgesOf(snapshot, rules, now, { ...answers, window, rollbackTarget, panel })
  const incidents = findOpenIncidents(snapshot.incidents, rules)
  const judged = duties.map((duty) =>
    applyIntent(duty, subject, { rollbackTarget, incidents }, () => judges[duty.check]?.()),
  )
  return {
    outcomes: hearPeople(judged, panel, rules, now),
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

/** What several checks rest on. */
interface Judged extends Answers {
  readonly window: WindowOutcome
  /** Under `intent: rollback` only. */
  readonly rollbackTarget: CheckOutcome | undefined
  readonly panel: Panel
}

function judgeOtherActions(
  snapshot: PrecheckSnapshot,
  rules: PrecheckRules,
  now: Date,
  recomputed: RecomputedEvidence | undefined,
  panel: Panel,
): Answers {
  const { evidence, subject } = snapshot
  const baseline = judgeEvidence(
    'security-baseline',
    recomputed?.baseline,
    evidence.baseline,
    evidence,
    subject,
    rules,
    now,
  )
  const migrations = judgeEvidence(
    'migration-guard',
    recomputed?.migrations,
    evidence.migrations,
    evidence,
    subject,
    rules,
    now,
  )
  const touched = migrationsIn(snapshot)
  return {
    baseline: settleAnswer(baseline, panel, []),
    migrations: settleAnswer(migrations, panel, touched.known ? touched.value : []),
  }
}

/** How each check is judged when it is owed. */
function judgesOf(
  snapshot: PrecheckSnapshot,
  rules: PrecheckRules,
  now: Date,
  { window, rollbackTarget, panel, ...answers }: Judged,
): Readonly<Record<CheckId, () => CheckOutcome>> {
  const { subject, ci, reviews, deploy, changes } = snapshot
  const migrations = migrationsIn(snapshot)
  const isProduction = isDeploying(subject) && tierOf(rules, subject.environment) === 'production'
  const lastHealthy = isProduction ? findLastHealthy(deploy, subject, rules) : undefined
  const onTrustedBase = (id: CheckId, judge: () => CheckOutcome) => () =>
    doubtBase(id, subject, lastHealthy) ?? judge()
  const judges: Readonly<Record<CheckId, () => CheckOutcome>> = {
    'precheck/ci-green': () => evaluateCiGreen(ci, subject, rules),
    'precheck/lint': () => evaluateGate('lint', ci, subject, rules),
    'precheck/tests': () => evaluateGate('tests', ci, subject, rules),
    'precheck/build': () => evaluateGate('build', ci, subject, rules),
    'precheck/merged': onTrustedBase('precheck/merged', () => evaluateMerged(reviews, subject, rules)),
    'precheck/approved': onTrustedBase('precheck/approved', () => evaluateApproved(reviews, subject, rules)),
    'precheck/pipeline-changed': onTrustedBase('precheck/pipeline-changed', () =>
      evaluatePipelineChanged(snapshot.pipeline, subject),
    ),
    'precheck/security-baseline': () =>
      relay(evaluateSecurityBaseline(answers.baseline, changes), answers.baseline, panel),
    'precheck/migration-guard': () =>
      relay(evaluateMigrationGuard(answers.migrations, migrations), answers.migrations, panel),
    'precheck/staging-first': () => evaluateStagingFirst(deploy, subject, rules, now),
    'precheck/staging-data': () => evaluateStagingData(snapshot.stagingData, subject, rules, now),
    'precheck/one-change': () => evaluateOneChange(deploy, subject, rules, now),
    'precheck/small-change': onTrustedBase('precheck/small-change', () =>
      evaluateSmallChange(snapshot.size, reviews, subject, rules),
    ),
    'precheck/watcher': () => evaluateWatcher(subject, rules),
    'precheck/deploy-window': () => window.outcome,
    'precheck/no-open-incident': () =>
      evaluateNoOpenIncident(snapshot.incidents, subject.intent, rules, subject.incident),
    'precheck/rollback-plan': () =>
      rollbackTarget ??
      evaluateRollbackPlan(snapshot.rollback, reviews.pullRequests, rules, {
        target: lastHealthy,
        migrationsReversible: isReversible(answers.migrations),
      }),
    'precheck/rollback-drill': () => evaluateRollbackDrill(deploy, subject, rules, now),
    'precheck/changelog': () => evaluateChangelog(snapshot.changelog, changes, reviews.pullRequests, rules),
    'precheck/env-documented': () => evaluateEnvDocumented(snapshot.variables, snapshot.kept, subject, rules),
    'precheck/cost-impact': onTrustedBase('precheck/cost-impact', () => evaluateCostImpact(snapshot.cost)),
  }
  return {
    ...judges,
    'precheck/escalation': () => {
      const cost = judges['precheck/cost-impact']?.()
      const isRollback = rollbackTarget?.status === 'pass'
      const sources = { ...answers, cost: cost && settle(cost, panel), isRollback }
      return evaluateEscalation(findTriggers(snapshot, sources, panel, rules), panel, rules)
    },
  }
}

/** Who was asked what, and whether there was an answer. */
function listSources({ ci, reviews, deploy, incidents, escalation }: PrecheckSnapshot): SourceAnswer[] {
  const asked: readonly [string, Fact<unknown> | undefined][] = [
    ['checks', ci.checks],
    ['rulesets', ci.rules],
    ['branch protection', ci.protection],
    ['pull requests', reviews.pullRequests],
    ['deployments', deploy.target],
    ['deployments before', deploy.before],
    ['deployment locks', deploy.locks],
    ['older rollbacks', deploy.rollbacks],
    ['incidents', incidents],
    ['what people said', escalation.commands],
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

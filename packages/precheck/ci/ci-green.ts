import type { CheckOutcome, Evidence } from '@operator/report'
import { ask, counted, fail, listed, notApplicable, pass, pending, unanswered, unknown } from '../outcome.ts'
import type { PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import { closestNames } from './closest-names.ts'
import { describeCi, label, seconds, whatTheySay } from './describe-ci.ts'
import type { CiFacts, CommitChecksFacts } from './facts.ts'
import type { JudgedCheck } from './judge-checks.ts'
import { type CiJudgement, judgeCi } from './judge-ci.ts'
import { matchesAny } from './name-pattern.ts'

const id = 'precheck/ci-green'

interface Judged extends CiJudgement {
  readonly facts: CiFacts
  readonly checks: CommitChecksFacts
  readonly rules: PrecheckRules
  /** Shortened commit. */
  readonly head: string
  readonly evidence: readonly Evidence[]
}

/** Each says what it found, or nothing; the first to speak decides. */
const steps: readonly ((judged: Judged) => CheckOutcome | undefined)[] = [
  checksFailed,
  requiredSkipped,
  stillRunning,
  partlyRead,
  skippedAfterFailure,
  neverStarted,
  requiredMissing,
  rulesUnread,
  reportedFromElsewhere,
  unclearConclusion,
  nothingRan,
]

/** CI is green when everything that reported on this commit is, and everything that is required has reported. */
export function evaluateCiGreen(facts: CiFacts, subject: SubjectFacts, rules: PrecheckRules): CheckOutcome {
  const head = subject.head.slice(0, 12)
  if (!facts.checks.known) return unanswered(id, `The checks of ${head}`, facts.checks)
  const judgement = judgeCi(facts, facts.checks.value, subject, rules)
  const evidence = describeCi(judgement, facts.waited, subject)
  const judged = { ...judgement, facts, checks: facts.checks.value, rules, head, evidence }
  for (const step of steps) {
    const outcome = step(judged)
    if (outcome !== undefined) return outcome
  }
  const { counted: checks, required } = judgement
  const green = checks.filter(({ state }) => state === 'green').length
  const demanded =
    required.length === 0 ? 'none is required' : `${counted(required.length, 'required one')} among them`
  return pass(id, 'green', `${counted(green, 'check')} green on ${head}, ${demanded}.`, { evidence })
}

function checksFailed({ counted, evidence }: Judged): CheckOutcome | undefined {
  const red = counted.filter(({ state }) => state === 'red')
  if (red.length === 0) return undefined
  return fail(id, 'checks-failed', `${whatTheySay(red)}.`, {
    evidence,
    next: `Mend ${label(red[0])}, or run it again if it failed by accident${linkOf(red[0])}.`,
  })
}

/** A skip that nothing vouches for: its run failed, or it is required and the policy does not say that it may be skipped. */
function requiredSkipped({ required, rules, evidence }: Judged): CheckOutcome | undefined {
  const skipped = required
    .flatMap((result) => ('checks' in result ? result.checks : []))
    .filter((check) => check.state === 'skipped')
    .filter(({ run, name }) => run === 'failed' || !matchesAny(rules.precheck['may-be-skipped'], name))
  if (skipped.length === 0) return undefined
  return fail(id, 'required-skipped', `Required and skipped: ${listed(skipped.map(label))}.`, {
    evidence,
    next: `Let ${label(skipped[0])} run, or list it under precheck.may-be-skipped if a skip is as good as a success.`,
  })
}

/** GitHub calls a skip a success, also where it happened because what the job needs had failed. */
function skippedAfterFailure({ counted, evidence }: Judged): CheckOutcome | undefined {
  const skipped = counted.filter(({ state, run, workflow }) => {
    return state === 'skipped' && run === 'failed' && workflow !== undefined
  })
  const [first] = skipped
  if (first === undefined) return undefined
  return fail(
    id,
    'skipped-after-failure',
    `Skipped in a run that did not succeed, so never tried: ${listed(skipped.map(label))}.`,
    {
      evidence,
      next: `Let ${label(first)} run, or list it under precheck.optional-checks if nothing depends on it.`,
    },
  )
}

function neverStarted({ counted, evidence }: Judged): CheckOutcome | undefined {
  const stalled = counted.filter(({ state }) => state === 'stalled')
  if (stalled.length === 0) return undefined
  return unknown(id, 'run-stalled', `Not waited for any longer: ${whatTheySay(stalled)}.`, {
    evidence,
    next: `Cancel ${label(stalled[0])} and start it again.`,
  })
}

function stillRunning({ counted, required, notStarted, facts, evidence }: Judged): CheckOutcome | undefined {
  const waiting = counted.filter(({ state }) => state === 'pending')
  if (waiting.length + notStarted.length === 0) return undefined
  const what = [
    ...waiting.map((check) => `${label(check)} (${check.says})`),
    ...notStarted.map((job) => `${job} (not started)`),
  ]
  const missing = required.filter(({ kind }) => kind === 'missing')
  const also =
    missing.length === 0
      ? ''
      : ` Required and not reported yet: ${listed(missing.map((result) => quote(result.required.name)))}.`
  return pending(
    id,
    'checks-pending',
    `Not finished after ${seconds(facts.waited)}: ${listed(what)}.${also}`,
    {
      evidence,
      next: 'Run this again when they are finished, or let it wait longer with the input wait.',
    },
  )
}

function partlyRead({ checks, evidence }: Judged): CheckOutcome | undefined {
  const suites = new Set(checks.suites.map(({ id: suite }) => suite))
  // GitHub lists the newest 1,000 suites of a commit only; the jobs of another one may be half of its jobs.
  const orphan = checks.checkRuns.find(({ suite }) => !suites.has(suite))
  const unread = [
    ...checks.unread,
    ...(orphan === undefined ? [] : [`GitHub does not list the run that ${orphan.name} belongs to.`]),
  ]
  if (unread.length === 0) return undefined
  return unknown(id, 'checks-unread', `Not every check could be read: ${unread.join(' ')}`, {
    evidence,
    next: 'Grant this job checks: read, statuses: read and actions: read.',
  })
}

function requiredMissing({ checks, required, head, evidence }: Judged): CheckOutcome | undefined {
  const missing = required.flatMap((result) => (result.kind === 'missing' ? [result.required] : []))
  const [first] = missing
  if (first === undefined) return undefined
  const close = closestNames(first.name, [
    ...checks.checkRuns.map(({ name }) => name),
    ...checks.statuses.map(({ context }) => context),
  ])
  const hint = close.length === 0 ? '' : ` Close to ${quote(first.name)}: ${close.map(quote).join(', ')}.`
  const names = listed(missing.map(({ name }) => quote(name)))
  return fail(
    id,
    'required-missing',
    `Required by ${first.demandedBy} and never reported on ${head}: ${names}.${hint}`,
    {
      evidence,
      next: `Let ${quote(first.name)} run on this commit, or correct the name where it is required.`,
    },
  )
}

function rulesUnread({ facts: { rules, protection }, evidence }: Judged): CheckOutcome | undefined {
  if (!rules.known) return unanswered(id, 'What the rulesets of the branch require', rules, { evidence })
  if (!protection.known) {
    return unanswered(id, 'What the protection of the branch requires', protection, { evidence })
  }
  return undefined
}

function reportedFromElsewhere({ required, evidence }: Judged): CheckOutcome | undefined {
  const found = required.find((result) => result.kind === 'from-elsewhere')
  if (found?.kind !== 'from-elsewhere') return undefined
  const name = quote(found.required.name)
  const sources = listed(found.checks.map(({ workflow, app }) => workflow ?? app?.slug ?? 'somebody'))
  if (!found.certain) {
    const message = `Whether ${name} by ${sources} is the required one cannot be told.`
    const next = `Compare who reports ${name} with what the rule demands.`
    return unknown(id, 'required-unattributed', message, { evidence, next })
  }
  return ask(
    id,
    'required-from-elsewhere',
    `${name} was reported by ${sources} only, which does not report it on the target branch: the change may have brought it along.`,
    { evidence, next: `Look at who reports ${name} in this change, and approve it if that is meant.` },
  )
}

function unclearConclusion({ counted, evidence }: Judged): CheckOutcome | undefined {
  const unclear = counted.filter(({ state }) => state === 'unclear')
  if (unclear.length === 0) return undefined
  return unknown(id, 'conclusion-unknown', `${whatTheySay(unclear)}, which is not known to mean anything.`, {
    evidence,
    next: `Look at ${label(unclear[0])} yourself${linkOf(unclear[0])}.`,
  })
}

function nothingRan({ counted, rules, head, evidence }: Judged): CheckOutcome | undefined {
  if (counted.some(({ state }) => state === 'green')) return undefined
  if (counted.length === 0 && rules.precheck['allow-no-checks']) {
    return notApplicable(id, 'no-checks-allowed', `Nothing has tested ${head}, which the policy allows.`)
  }
  return unknown(id, 'no-checks', `Nothing has tested ${head}: no check reported a result on it.`, {
    evidence,
    next: 'Let a workflow run on this commit (on: push and on: pull_request).',
  })
}

function linkOf(check: JudgedCheck | undefined): string {
  return check === undefined || check.url === '' ? '' : `: ${check.url}`
}

function quote(name: string): string {
  return JSON.stringify(name)
}

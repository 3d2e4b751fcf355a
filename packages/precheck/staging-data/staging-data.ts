import { type CheckOutcome, type Evidence, formatDuration } from '@operator/report'
import { fail, listed, notApplicable, pass, unknown } from '../outcome.ts'
import { environmentsBefore, findEnvironment, type PrecheckRules, sameEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DataStatement, LoadTest, PlaceFacts, Refusal, StagingDataFacts } from './facts.ts'

const id = 'precheck/staging-data'

/** A clock of another machine may be so much ahead. */
const skew = 5 * 60_000

/** The environments before were tried with data that is like production's and harms nobody, and under load where that is asked for. */
export function evaluateStagingData(
  facts: StagingDataFacts | undefined,
  subject: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome {
  const before = environmentsBefore(rules, subject.environment).map(({ environment }) => environment)
  const judged = before.flatMap((place) => {
    const policy = findEnvironment(rules, place)
    const told = facts?.find((one) => sameEnvironment(one.environment, place))
    const evidence = evidenceOf(told, place)
    return [
      ...(policy?.data === undefined
        ? []
        : [judgeData(told?.data, place, policy.data['max-age'], now, evidence)]),
      ...(policy?.['load-test'] === undefined
        ? []
        : [judgeLoadTest(told?.loadTest, subject, place, policy['load-test']['max-age'], now, evidence)]),
    ]
  })
  const rank = (outcome: CheckOutcome) => ['pass', 'unknown', 'fail'].indexOf(outcome.status)
  const [worst] = judged.toSorted((a, b) => rank(b) - rank(a))
  if (worst === undefined) {
    const [place = 'the environment before'] = before
    const key = `environments.${before[0] ?? 'staging'}.data`
    const message = `How ${place} proves that it holds safe, production-like data is not said: ${key} names a command or a file that does.`
    return notApplicable(id, 'not-configured', message)
  }
  if (worst.status !== 'pass') return worst
  const evidence = before.flatMap((place) =>
    evidenceOf(
      facts?.find((one) => sameEnvironment(one.environment, place)),
      place,
    ),
  )
  return pass(id, 'proven', judged.map(({ reason }) => reason.message).join(' '), { evidence })
}

type Told<T> = { readonly kind: 'told'; readonly source: string; readonly value: T } | Refusal | undefined

function judgeData(
  answer: Told<DataStatement>,
  place: string,
  maxAge: number,
  now: Date,
  evidence: readonly Evidence[],
): CheckOutcome {
  if (answer?.kind !== 'told') return unanswered(answer, `The data of ${place}`, evidence)
  const { takenAt, safe, productionLike } = answer.value
  if (!safe) {
    const message = `${place} holds data that is not safe to test with, says ${answer.source}.`
    return fail(id, 'unsafe-data', message, {
      evidence,
      next: `Anonymise the data of ${place}, or make it up.`,
    })
  }
  if (!productionLike) {
    const message = `The data of ${place} is not like production's, says ${answer.source}: what breaks on real data would not break there.`
    return fail(id, 'unlike-production', message, {
      evidence,
      next: `Fill ${place} with data like production's.`,
    })
  }
  const old = judgeAge(
    takenAt,
    `The data of ${place}`,
    maxAge,
    now,
    evidence,
    `Refresh the data of ${place}.`,
  )
  return (
    old ??
    pass(id, 'data-proven', `The data of ${place} is safe and production-like, of ${takenAt}.`, { evidence })
  )
}

function judgeLoadTest(
  answer: Told<LoadTest>,
  { head }: SubjectFacts,
  place: string,
  maxAge: number,
  now: Date,
  evidence: readonly Evidence[],
): CheckOutcome {
  const next = `Run the load test against ${place} again.`
  if (answer?.kind !== 'told') return unanswered(answer, `The load test of ${place}`, evidence)
  const { count, thresholds, failed, takenAt, sha } = answer.value
  if (failed.length > 0) {
    const message = `The load test of ${place} crossed ${failed.length} of its ${thresholds} thresholds: ${listed(failed, 3)}.`
    return fail(id, 'load-test-failed', message, {
      evidence,
      next: `Find out what is slow or wrong, mend it, and load ${place} again.`,
    })
  }
  if (sha !== undefined && sha !== head) {
    const message = `The load test of ${place} was of ${sha.slice(0, 12)}, not of ${head.slice(0, 12)}.`
    return fail(id, 'load-test-of-another', message, { evidence, next })
  }
  // k6 calls a threshold kept when nothing was measured (grafana/k6#4283).
  if (thresholds === 0 || count === 0) {
    const what = thresholds === 0 ? 'has no thresholds' : 'made no requests'
    return unknown(id, 'load-test-empty', `The load test of ${place} ${what}, so it says nothing.`, {
      evidence,
      next: 'Give the load test thresholds and requests.',
    })
  }
  if (takenAt === undefined) {
    return unknown(id, 'load-test-undated', `When ${place} was loaded is not said.`, {
      evidence,
      next: 'Let handleSummary() add taken_at to what it writes.',
    })
  }
  const old = judgeAge(takenAt, `The load test of ${place}`, maxAge, now, evidence, next)
  return (
    old ??
    pass(
      id,
      'load-proven',
      `${place} kept ${thresholds} thresholds under ${Math.round(count)} requests, on ${takenAt}.`,
      {
        evidence,
      },
    )
  )
}

function judgeAge(
  takenAt: string,
  what: string,
  maxAge: number,
  now: Date,
  evidence: readonly Evidence[],
  next: string,
): CheckOutcome | undefined {
  const age = now.getTime() - Date.parse(takenAt)
  if (age < -skew) {
    return unknown(id, 'from-the-future', `${what} is of ${takenAt}, which is yet to come.`, {
      evidence,
      next: 'Set the clock of what writes it right.',
    })
  }
  if (age <= maxAge) return undefined
  return fail(id, 'too-old', `${what} is of ${takenAt}, more than ${formatDuration(maxAge)} ago.`, {
    evidence,
    next,
  })
}

function unanswered(answer: Refusal | undefined, what: string, evidence: readonly Evidence[]): CheckOutcome {
  return answer === undefined
    ? unknown(id, 'not-asked', `${what} was not asked for.`, { evidence, next: 'Run this again.' })
    : unknown(id, answer.code, answer.message, { evidence, next: answer.next })
}

function evidenceOf(facts: PlaceFacts | undefined, place: string): Evidence[] {
  const { data, loadTest } = facts ?? {}
  return [
    ...(data?.kind === 'told'
      ? [
          {
            fact: `data of ${place}, of ${data.value.takenAt}${data.value.note === '' ? '' : `: ${data.value.note}`}`,
            source: data.source,
          },
        ]
      : []),
    ...(loadTest?.kind === 'told'
      ? [
          {
            fact: `load test of ${place}: ${loadTest.value.thresholds} thresholds, ${loadTest.value.failed.length} crossed`,
            source: loadTest.source,
          },
        ]
      : []),
  ]
}

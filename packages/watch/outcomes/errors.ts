import type { CheckOutcome } from '@operator/report'
import { type MetricVerdict, ruledOutRatio } from '../metrics/judge-metric.ts'
import { counted, formatCount, formatRatio, formatShare } from '../numbers.ts'
import { type JudgedMetric, judgeMetrics, type WatchState } from '../state.ts'
import { nextAfterRegression } from './next-after-regression.ts'
import { cutShort, type Fact, outcome } from './outcome.ts'

export function errorsOutcome(state: WatchState): CheckOutcome {
  const { plan, ending } = state
  if (plan.metrics.length === 0) {
    return outcome(
      'errors',
      'not-applicable',
      'no-metrics',
      'No metric is watched, so errors were not counted.',
      [],
      'List `watch.metrics` in the policy.',
    )
  }
  const judged = judgeMetrics(state)
  // Of a watch that was cut short only what it proved is told: the stretches after its end are not missing.
  const facts = judged
    .filter(({ verdict }) => ending?.how === 'watched' || verdict.kind === 'regressed')
    .map((each) => factOf(each, state))
  const first = <Kind extends MetricVerdict['kind']>(kind: Kind) => {
    for (const { metric, verdict } of judged) {
      if (isKind(verdict, kind)) return { name: metric.name, verdict }
    }
    return undefined
  }
  const regressed = first('regressed')
  if (regressed !== undefined) {
    const { numbers, against } = regressed.verdict
    return against === 'baseline'
      ? outcome(
          'errors',
          'fail',
          'errors-rose',
          `${regressed.name}: at least ${formatRatio(numbers.ratioLower)} the rate before the deployment.`,
          facts,
          nextAfterRegression(state),
        )
      : outcome(
          'errors',
          'fail',
          'errors-above-limit',
          `${regressed.name}: at least ${formatShare(numbers.rateLower)} of the requests, more than the limit of ${formatShare(plan.ruleOut)}; there is nothing before to compare with.`,
          facts,
          nextAfterRegression(state),
        )
  }
  if (ending?.how !== 'watched') return cutShort('errors', ending?.how, facts)
  const missing = first('no-data')
  if (missing !== undefined) {
    return outcome(
      'errors',
      'unknown',
      'no-data',
      `${missing.name}: ${missing.verdict.why}.`,
      facts,
      missing.verdict.remedy,
    )
  }
  const scarce = first('too-little-traffic')
  if (scarce !== undefined) {
    const { needed, numbers } = scarce.verdict
    const seen = `${formatCount(numbers.after.bad)} of ${counted(numbers.after.total, 'request')}`
    return needed === undefined
      ? outcome(
          'errors',
          'unknown',
          'not-ruled-out',
          `${scarce.name}: no rise is proven, but with ${seen} neither a rate above ${formatShare(plan.ruleOut)} nor one above ${ruledOutRatio}x the former is ruled out.`,
          facts,
          'Look at the errors, or raise `watch.rule-out` if this rate is usual.',
        )
      : outcome(
          'errors',
          'unknown',
          'too-little-traffic',
          `${scarce.name}: no rise is proven, but ${seen} are too few to rule out a rate above ${formatShare(plan.ruleOut)}; that needs ${counted(needed, 'request')} more.`,
          facts,
          'Watch longer, or rely on more paths where there is little traffic.',
        )
  }
  return outcome(
    'errors',
    'pass',
    'errors-did-not-rise',
    `${judged.map((each) => summaryOf(each)).join('; ')}.`,
    facts,
  )
}

function isKind<Kind extends MetricVerdict['kind']>(
  verdict: MetricVerdict,
  kind: Kind,
): verdict is Extract<MetricVerdict, { kind: Kind }> {
  return verdict.kind === kind
}

function summaryOf({ metric, verdict }: JudgedMetric): string {
  if (verdict.kind === 'no-data') return `${metric.name}: ${verdict.why}`
  const { after } = verdict.numbers
  return `${metric.name}: ${formatCount(after.bad)} of ${counted(after.total, 'request')}`
}

function factOf({ metric, verdict }: JudgedMetric, { plan }: WatchState): Fact {
  const source = `metric ${metric.name}`
  if (verdict.kind === 'no-data') return { fact: `${metric.name}: ${verdict.why}`, source }
  const { after, before, rateUpper, dispersion } = verdict.numbers
  const parts = [
    `${metric.name}: ${formatCount(after.bad)} of ${counted(after.total, 'request')} after`,
    before.total > 0 ? `${formatCount(before.bad)} of ${formatCount(before.total)} before` : 'no baseline',
    `rate at most ${formatShare(rateUpper)}`,
    `over-dispersion ${dispersion.toPrecision(2)}`,
    `false alarm at most ${formatShare(plan.alpha)} in the whole watch`,
  ]
  return { fact: parts.join(', '), source }
}

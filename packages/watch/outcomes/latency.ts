import { type CheckOutcome, formatDuration } from '@operator/report'
import { counted, formatCount } from '../numbers.ts'
import { judgeLatency, type LatencyVerdict } from '../paths/judge-latency.ts'
import { judgePaths, type WatchState } from '../state.ts'
import { cutShort, type Fact, outcome } from './outcome.ts'

export function latencyOutcome(state: WatchState): CheckOutcome {
  const { plan, ending } = state
  if (plan.paths.length === 0) {
    return outcome(
      'latency',
      'not-applicable',
      'no-paths',
      'No user path is watched.',
      [],
      'Give the input `url`, or list `watch.paths` in the policy.',
    )
  }
  const judged = judgePaths(state).map(({ path, state: own }) => ({ path, verdict: judgeLatency(own, plan) }))
  const facts = judged.map(({ path, verdict }) => factOf(path.name, path.origin, verdict))
  const named = (kind: LatencyVerdict['kind']) =>
    judged.filter(({ verdict }) => verdict.kind === kind).map(({ path }) => path.name)
  const slow = named('slow')
  const limit = formatDuration(plan.slow)
  if (slow.length > 0) {
    return outcome(
      'latency',
      'fail',
      'slow',
      `${slow.join(', ')}: answers take longer than ${limit}.`,
      facts,
      'Compare the traces with those of the former version.',
    )
  }
  if (ending?.how !== 'watched') return cutShort('latency', ending?.how, facts)
  const former = named('slow-before')
  if (former.length > 0) {
    return outcome(
      'latency',
      'unknown',
      'slow-before',
      `${former.join(', ')}: slow, and slow on the former version too.`,
      facts,
      'Mend it, or raise `watch.slow` in the policy.',
    )
  }
  const few = named('too-few-answers')
  if (few.length > 0) {
    return outcome(
      'latency',
      'unknown',
      'too-few-answers',
      `${few.join(', ')}: too few good answers to time.`,
      facts,
      'Watch longer, or see the check of the paths.',
    )
  }
  return outcome('latency', 'pass', 'fast', `Answers take less than ${limit}.`, facts)
}

function factOf(name: string, source: string, verdict: LatencyVerdict): Fact {
  if (verdict.kind === 'too-few-answers')
    return { fact: `${name}: ${counted(verdict.looks, 'good answer')}`, source }
  const before =
    'before' in verdict && verdict.before !== undefined ? `, ${formatCount(verdict.before)} ms before` : ''
  return { fact: `${name}: median ${formatCount(verdict.median)} ms${before}`, source }
}

import { type ProbeResult, probeProcess } from '@operator/statistics'
import { plannedLooks, type WatchPlan } from '../plan.ts'
import type { Look, PathState } from './path-state.ts'

/** How many answers of a healthy path are slow, at most, where nothing else was measured. */
const assumedSlow = 0.05
const least = 3

export type LatencyVerdict =
  | { readonly kind: 'fast'; readonly median: number; readonly before: number | undefined }
  | {
      readonly kind: 'slow'
      readonly slow: number
      readonly looks: number
      readonly median: number
      readonly before: number | undefined
    }
  | { readonly kind: 'slow-before'; readonly median: number }
  | { readonly kind: 'too-few-answers'; readonly looks: number }

/** Judges how long good answers take, with the probe test: an answer over the limit counts as a failure. */
export function judgeLatency(path: PathState, plan: WatchPlan): LatencyVerdict {
  const answers = path.after.filter((look) => look.result === 'ok')
  const former = path.before.filter((look) => look.result === 'ok')
  if (answers.length < least) return { kind: 'too-few-answers', looks: answers.length }
  const isSlow = (look: Look) => look.milliseconds > plan.slow
  const median = medianOf(answers)
  const before = former.length === 0 ? undefined : medianOf(former)
  const slowBefore = former.filter(isSlow).length
  const usual = slowBefore === 0 ? assumedSlow : Math.max(assumedSlow, (slowBefore + 1) / (former.length + 1))
  if (usual >= 0.5) return { kind: 'slow-before', median }
  const results = answers.map((look): ProbeResult => (isSlow(look) ? 'wrong' : 'ok'))
  const flake = { wrong: usual, silent: 1e-6 }
  const { highest } = probeProcess(results, flake, plannedLooks(plan))
  const slow = answers.filter(isSlow).length
  return slow >= least && highest >= Math.log(1 / (plan.alpha * plan.share))
    ? { kind: 'slow', slow, looks: answers.length, median, before }
    : { kind: 'fast', median, before }
}

function medianOf(looks: readonly Look[]): number {
  const sorted = looks.map((look) => look.milliseconds).sort((a, b) => a - b)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
}

import { type FlakeRates, greatestFlakeRate, type ProbeResult, probeProcess } from '@operator/statistics'
import { alphaOfLooks, plannedLooks, type WatchPlan } from '../plan.ts'
import { failuresInARow, type Look, type PathState } from './path-state.ts'

/**
 * How often a healthy path fails by chance, at most, where nothing else was measured. A failed probe is repeated at once,
 * so both have to fail. Silence may be the prober's own network and is allowed ten times as often.
 */
export const assumedFlake: FlakeRates = { wrong: 0.001, silent: 0.01 }

/** One failure is never enough, however unlikely it is: one blip must not roll anything back. */
const leastFailures = 2
const recentLooks = 10
/** Fewer looks prove nothing, good or bad. */
const leastLooks = 3
/** A path that works fails in this share of the looks at most, or once. */
const toleratedShare = 0.05

export type PathVerdict =
  | { readonly kind: 'works'; readonly looks: number; readonly failed: number }
  | { readonly kind: 'broken'; readonly inARow: number; readonly failed: number; readonly looks: number }
  /** Failing, but not proven, when the watch ended. */
  | { readonly kind: 'failing'; readonly inARow: number }
  /** It fails, and it failed before the deployment too. */
  | { readonly kind: 'failed-before' }
  /** It fails now and then; whether more than before cannot be told. */
  | { readonly kind: 'unsteady'; readonly failed: number; readonly looks: number }
  /** Nothing there ever took a connection of this machine. */
  | { readonly kind: 'never-reached' }
  | { readonly kind: 'too-few-looks'; readonly looks: number }

/** Judges one path. `reached` says whether anything at its origin ever answered this machine, or took its connection. */
export function judgePath(path: PathState, plan: WatchPlan, reached: boolean): PathVerdict {
  const { after, before } = path
  const failed = after.filter((look) => look.result !== 'ok').length
  const inARow = failuresInARow(after)
  const flake = flakeRates(before)
  if (flake !== undefined && isBroken(after, flake, plan)) {
    return reached ? { kind: 'broken', inARow, failed, looks: after.length } : { kind: 'never-reached' }
  }
  if (!reached && after.length > 0) return { kind: 'never-reached' }
  const isUnsteady = failed > Math.max(1, toleratedShare * after.length)
  if ((inARow > 0 || isUnsteady) && before.some((look) => look.result !== 'ok'))
    return { kind: 'failed-before' }
  if (inARow > 0) return { kind: 'failing', inARow }
  if (isUnsteady) return { kind: 'unsteady', failed, looks: after.length }
  if (after.length < leastLooks) return { kind: 'too-few-looks', looks: after.length }
  return { kind: 'works', looks: after.length, failed }
}

function isBroken(looks: readonly Look[], flake: FlakeRates, plan: WatchPlan): boolean {
  const recent = looks.slice(-recentLooks).filter((look) => look.result !== 'ok')
  if (recent.length < leastFailures) return false
  const results = looks.map((look): ProbeResult => look.result)
  const { path } = probeProcess(results, flake, plannedLooks(plan))
  // The value now, not the highest: what went by is no reason to roll back.
  return (path.at(-1) ?? 0) >= Math.log(1 / alphaOfLooks(plan))
}

/** What was measured on the former version, where it failed at all; undefined when it failed too often to be judged against. */
function flakeRates(before: readonly Look[]): FlakeRates | undefined {
  const measured = (result: ProbeResult, assumed: number) => {
    const count = before.filter((look) => look.result === result).length
    return count === 0 ? assumed : Math.max(assumed, (count + 1) / (before.length + 1))
  }
  const flake = {
    wrong: measured('wrong', assumedFlake.wrong),
    silent: measured('silent', assumedFlake.silent),
  }
  return flake.wrong + flake.silent > greatestFlakeRate ? undefined : flake
}

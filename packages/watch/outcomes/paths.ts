import { type CheckOutcome, formatDuration } from '@operator/report'
import { counted, formatCount } from '../numbers.ts'
import { assumedFlake } from '../paths/judge-path.ts'
import { type JudgedPath, judgePaths, type WatchState } from '../state.ts'
import { nextAfterRegression } from './next-after-regression.ts'
import { cutShort, type Fact, outcome } from './outcome.ts'

export function pathsOutcome(state: WatchState): CheckOutcome {
  const { plan, ending } = state
  if (plan.paths.length === 0) {
    return outcome(
      'paths',
      'not-applicable',
      'no-paths',
      'No user path is watched.',
      [],
      'Give the input `url`, or list `watch.paths` in the policy.',
    )
  }
  const judged = judgePaths(state)
  const facts = [...judged.map(factOf), assumption]
  const of = (kind: JudgedPath['verdict']['kind']) => judged.filter(({ verdict }) => verdict.kind === kind)
  const say = (
    status: CheckOutcome['status'],
    code: string,
    found: readonly JudgedPath[],
    message: string,
    next: string,
  ) =>
    outcome(
      'paths',
      status,
      code,
      `${found.map(({ path }) => path.name).join(', ')}: ${message}`,
      facts,
      next,
    )
  const detail = (found: readonly JudgedPath[]) => found[0]?.state.lastFailure?.detail ?? 'no answer'
  const everWorked = ({ state: own }: JudgedPath) =>
    [...own.before, ...own.between, ...own.after].some((look) => look.result === 'ok')
  const broken = of('broken')
  if (broken.length > 0) {
    const never = broken.some(everWorked) ? '' : '; it has not worked since the watch began'
    return say('fail', 'paths-broken', broken, `${detail(broken)}${never}`, nextAfterRegression(state))
  }
  const unreached = of('never-reached')
  if (unreached.length > 0) {
    return say(
      'unknown',
      'never-reached',
      unreached,
      `this machine never reached it (${detail(unreached)}), so whether the site or the way to it is broken cannot be told`,
      'Check the address, and whether this runner may reach it; nothing is rolled back for this.',
    )
  }
  const failing = of('failing')
  if (failing.length > 0) {
    return say(
      'unknown',
      'failing-at-the-end',
      failing,
      `${detail(failing)}; too few looks to prove it`,
      'Look at it, and watch again.',
    )
  }
  const former = of('failed-before')
  if (former.length > 0) {
    return say(
      'unknown',
      'failed-before',
      former,
      `${detail(former)}; it failed on the former version too`,
      'Mend the path or its expectation: this deployment did not break it.',
    )
  }
  const unsteady = of('unsteady')
  if (unsteady.length > 0) {
    return say(
      'unknown',
      'unsteady',
      unsteady,
      `${detail(unsteady)}, now and then; too seldom to prove that it is broken`,
      'Look at it, and watch again, longer.',
    )
  }
  if (ending?.how !== 'watched') return cutShort('paths', ending?.how, facts)
  const few = of('too-few-looks')
  if (few.length > 0) {
    return say(
      'unknown',
      'too-few-looks',
      few,
      'looked at less than three times',
      'Watch longer, or with a shorter interval.',
    )
  }
  const looks = Math.min(...judged.map(({ state: own }) => own.after.length))
  return outcome(
    'paths',
    'pass',
    'paths-work',
    `${counted(judged.length, 'path works', 'paths work')}, looked at ${formatCount(looks)} times in ${formatDuration(plan.watch)}.`,
    facts,
  )
}

function factOf({ path, state, verdict }: JudgedPath): Fact {
  const failed = state.after.filter((look) => look.result !== 'ok').length
  const before =
    state.before.length === 0 ? '' : `, ${counted(state.before.length, 'look')} on the former version`
  const last = state.lastFailure === undefined ? '' : `; last failure: ${state.lastFailure.detail}`
  const fact = `${path.name} ${verdict.kind.replace(/-/g, ' ')}: ${formatCount(failed)} of ${counted(state.after.length, 'look')} failed${before}${last}`
  return { fact, source: path.origin }
}

const assumption: Fact = {
  fact: `a healthy path is taken to fail at most ${assumedFlake.wrong * 100} % of looks, and to be silent in ${assumedFlake.silent * 100} %, each tried twice, unless it did so more often before`,
  source: 'assumption',
}

import { type CheckOutcome, formatDuration } from '@operator/report'
import { counted } from '../numbers.ts'
import type { WatchState } from '../state.ts'
import { cutShort, type Fact, outcome } from './outcome.ts'

export function versionOutcome(state: WatchState): CheckOutcome {
  const { plan, version, ending } = state
  const { expected, readable } = plan.version
  const facts: Fact[] = [
    ...(expected === null ? [] : [{ fact: `expected: ${expected}`, source: 'deployment' }]),
    ...version.others
      .filter((other) => version.last?.kind !== 'version' || other !== version.last.version)
      .map((other) => ({ fact: `also served: ${other}`, source: 'version' })),
    ...(version.last?.kind === 'version'
      ? [{ fact: `served last: ${version.last.version.slice(0, 100)}`, source: 'version' }]
      : []),
  ]
  const say = (status: CheckOutcome['status'], code: string, message: string, next?: string) =>
    outcome('version', status, code, message, facts, next)
  if (!readable) {
    return say(
      'not-applicable',
      'version-not-configured',
      'How the environment tells its version is not configured, so that the new one is served was not measured.',
      'Set `watch.version` in the policy, or the input `version-header` or `version-json`.',
    )
  }
  if (expected === null) {
    return say(
      'unknown',
      'no-expected-version',
      'Which version should be served is not known.',
      'Give the input `version`, or record the deployment on GitHub.',
    )
  }
  if (plan.rollbackBegun || state.rollback.step === 'proven') {
    return say(
      'fail',
      'rolled-back',
      `${expected.slice(0, 12)} was rolled back.`,
      'Mend it, and deploy the mended version.',
    )
  }
  if (ending?.how === 'superseded') return cutShort('version', 'superseded', facts)
  if (ending?.how === 'not-served') {
    const waited = formatDuration(plan.converge)
    return version.expectedSeen
      ? say(
          'fail',
          'mixed-versions',
          `After ${waited} other versions are still served beside ${expected.slice(0, 12)}.`,
          'Find the instances that were not replaced.',
        )
      : say(
          'fail',
          'old-version-served',
          `After ${waited} ${version.others.at(-1)?.slice(0, 40) ?? 'another version'} is served, not ${expected.slice(0, 12)}.`,
          'Find out why the deployment did not take effect.',
        )
  }
  if (version.converged) {
    return say('pass', 'served', `Only ${expected.slice(0, 12)} is served.`)
  }
  if (ending?.how === 'cancelled') return cutShort('version', 'cancelled', facts)
  const { last } = version
  if (last?.kind === 'unreadable') {
    return say(
      'unknown',
      'version-unreadable',
      `The version cannot be read: ${last.reason}`,
      'Check `watch.version` in the policy against what the environment answers.',
    )
  }
  if (last?.kind === 'unreachable') {
    return say(
      'unknown',
      'version-unreachable',
      `The version cannot be read: ${last.reason}`,
      'Check the address, and whether this runner may reach it.',
    )
  }
  return say(
    'unknown',
    'version-not-settled',
    `That only the new version is served was not shown in ${counted(state.rounds, 'look')}.`,
    'Watch longer, or again.',
  )
}

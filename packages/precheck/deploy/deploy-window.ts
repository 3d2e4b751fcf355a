import { type FreezeCalendar, judgeWindow } from '@operator/calendar'
import type { CheckOutcome } from '@operator/report'
import type { Fact } from '../fact.ts'
import { fail, notApplicable, pass, unknown } from '../outcome.ts'
import { findEnvironment, type PrecheckRules, tierOf } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import { describeTraffic } from '../traffic/describe-traffic.ts'
import type { TrafficFacts } from '../traffic/facts.ts'

const id = 'precheck/deploy-window'

/** The outcome, and when a deployment may start next where it may not now. */
export interface WindowOutcome {
  readonly outcome: CheckOutcome
  /** ISO 8601. */
  readonly nextOpenAt: string | undefined
  /** Last moment at which this answer still holds. ISO 8601. */
  readonly holdsUntil: string | undefined
}

/** The window must be open now, and stay so for the time of watching. */
export function evaluateDeployWindow(
  calendars: readonly FreezeCalendar[],
  subject: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
  traffic?: Fact<TrafficFacts>,
): WindowOutcome {
  const { environment } = subject
  const window = findEnvironment(rules, environment)?.window
  if (window === undefined) {
    const message =
      environment === undefined
        ? 'No environment is named.'
        : `The policy sets no window for ${environment} (environments.${environment}.window).`
    return { outcome: notApplicable(id, 'no-window', message), nextOpenAt: undefined, holdsUntil: undefined }
  }
  const production = tierOf(rules, environment) === 'production'
  const state = judgeWindow(window, { production }, calendars, now)
  const busy = describeTraffic(traffic, now)
  const evidence = [
    ...(busy === undefined ? [] : [{ fact: busy, source: `metric ${window.traffic}` }]),
    { fact: `it is ${now.toISOString()}`, source: 'clock of this machine', observedAt: now.toISOString() },
    ...window.calendars.map((path) => ({
      fact: `freezes of ${path}`,
      source: 'git, where the policy is read from',
    })),
  ]
  switch (state.kind) {
    case 'open': {
      const until = state.lastStart === undefined ? '' : ` A start is possible until ${state.lastStart}.`
      const outcome = pass(
        id,
        'open',
        `The window of ${environment} is open.${until}${busy === undefined ? '' : ` ${busy}`}`,
        { evidence },
      )
      return { outcome, nextOpenAt: undefined, holdsUntil: state.lastStart }
    }
    case 'closed': {
      const next =
        state.nextOpenAt === undefined
          ? 'Change the window in the policy: it does not open in the foreseeable future.'
          : `Deploy from ${state.nextOpenAt} on, or as a hotfix if there is an incident.`
      const outcome = fail(id, state.code, state.message, { evidence, next })
      return { outcome, nextOpenAt: state.nextOpenAt, holdsUntil: state.nextOpenAt }
    }
    case 'unknown': {
      const next = 'Add the calendar to the repository, or take it out of the policy.'
      const outcome = unknown(id, state.code, state.message, { evidence, next })
      return { outcome, nextOpenAt: undefined, holdsUntil: undefined }
    }
  }
}

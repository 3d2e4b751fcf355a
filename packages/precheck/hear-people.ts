import type { CheckOutcome } from '@operator/report'
import { convene, type Panel } from './escalation/panel.ts'
import { settle } from './escalation/settle.ts'
import { applyOverrides } from './override/apply-overrides.ts'
import { tellMalformed } from './override/malformed.ts'
import type { PrecheckRules } from './rules.ts'
import type { PrecheckSnapshot } from './snapshot.ts'

/** Outcomes after what people said: what asks and was answered passes, what fails and was overridden is overridden. */
export function hearPeople(
  outcomes: readonly CheckOutcome[],
  panel: Panel,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome[] {
  const settled = outcomes.map((outcome) => settle(outcome, panel))
  const known = outcomes.map(({ id }) => id)
  return applyOverrides(settled, panel, rules.precheck.overrides, now).map((outcome) =>
    outcome.id === 'precheck/escalation' ? tellMalformed(outcome, panel.voices.facts, known) : outcome,
  )
}

/** The same for the outcomes of the two other actions, where one process runs all three. */
export function hearPeopleAbout(
  outcomes: readonly CheckOutcome[],
  snapshot: PrecheckSnapshot,
  rules: PrecheckRules,
  now: Date,
): CheckOutcome[] {
  return hearPeople(outcomes, convene(snapshot, rules, now), rules, now)
}

import type { CheckOutcome, Evidence } from '@operator/report'
import { listed } from '../outcome.ts'
import { howToAnswer } from './how-to-answer.ts'
import type { Answered, Panel } from './panel.ts'

/** Asked of people elsewhere: a review says yes to these, a comment does not. */
const answeredByReview = new Set(['approval-missing', 'approval-stale', 'review-required'])
/** These hand on the questions of another action. */
const relays = new Set(['precheck/security-baseline', 'precheck/migration-guard'])

/** What asks passes once somebody whose word counts has said yes to exactly that; until then it says how. */
export function settle(outcome: CheckOutcome, panel: Panel): CheckOutcome {
  if (outcome.status !== 'ask' || outcome.questions !== undefined || relays.has(outcome.id)) return outcome
  if (outcome.id === 'precheck/approved' && answeredByReview.has(outcome.reason.code)) return outcome
  const { id, reason, findings } = outcome
  return conclude(outcome, panel.ask({ check: id, code: reason.code, findings }), panel)
}

/** The outcome of something that asks, by the answers to its questions. */
export function conclude(outcome: CheckOutcome, answered: readonly Answered[], panel: Panel): CheckOutcome {
  const questions = answered.map(({ question }) => question)
  const evidence = [...outcome.evidence, ...answered.flatMap(tell)]
  const open = answered.filter(({ answer }) => answer.kind === 'open')
  const unclear = answered.filter(({ answer }) => answer.kind === 'unclear')
  if (open.length === 0 && unclear.length === 0) {
    const { next: _, ...rest } = outcome
    const by = listed(answered.flatMap(({ question }) => question.answeredBy ?? []))
    const message = `${by} said yes. ${outcome.reason.message}`
    return { ...rest, status: 'pass', reason: { code: 'approved-by-person', message }, evidence, questions }
  }
  const how = howToAnswer(
    [...open, ...unclear].map(({ question }) => question),
    panel.doors,
  )
  const next = outcome.next === undefined ? how : `${outcome.next.replace(/\.?$/, '.')} ${how}`
  if (open.length === 0) {
    const why = listed(
      unclear.flatMap(({ answer }) => (answer.kind === 'unclear' ? answer.why : [])),
      2,
    )
    const message = `Whether the yes counts cannot be told. ${why}`
    return {
      ...outcome,
      status: 'unknown',
      reason: { code: 'approver-unknown', message },
      evidence,
      next,
      questions,
    }
  }
  // Nobody can be waited for while others queue behind.
  if (panel.subject.stage === 'merge-group') {
    const message = `A merge group does not wait for a yes. ${outcome.reason.message}`
    return { ...outcome, status: 'fail', reason: { ...outcome.reason, message }, evidence, next, questions }
  }
  return { ...outcome, evidence, next, questions }
}

function tell({ question, answer }: Answered): Evidence[] {
  switch (answer.kind) {
    case 'yes':
      return [
        {
          fact: `${answer.by} said yes to ${question.what} (${question.fingerprint})`,
          source: answer.where,
          ...(answer.url !== undefined && { url: answer.url }),
        },
      ]
    case 'open':
    case 'unclear':
      return answer.why.map((why) => ({ fact: why, source: `${question.check} ${question.fingerprint}` }))
  }
}

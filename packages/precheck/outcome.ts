import type { CheckId, CheckOutcome, Evidence, Finding } from '@operator/report'
import type { Unread } from './fact.ts'

export { counted as many, listed } from '@operator/report'

interface Details {
  readonly evidence?: readonly Evidence[]
  readonly findings?: readonly Finding[]
  readonly next?: string
}

function outcome(
  id: CheckId,
  status: CheckOutcome['status'],
  code: string,
  message: string,
  { evidence = [], findings = [], next }: Details,
): CheckOutcome {
  return {
    id,
    status,
    reason: { code, message },
    evidence,
    findings,
    ...(next !== undefined && { next }),
  }
}

export function pass(id: CheckId, code: string, message: string, details: Details = {}): CheckOutcome {
  return outcome(id, 'pass', code, message, details)
}

/** Every outcome that is not go says what to do next. */
interface WithNext extends Details {
  readonly next: string
}

export function fail(id: CheckId, code: string, message: string, details: WithNext): CheckOutcome {
  return outcome(id, 'fail', code, message, details)
}

export function ask(id: CheckId, code: string, message: string, details: WithNext): CheckOutcome {
  return outcome(id, 'ask', code, message, details)
}

export function unknown(id: CheckId, code: string, message: string, details: WithNext): CheckOutcome {
  return outcome(id, 'unknown', code, message, details)
}

export function pending(id: CheckId, code: string, message: string, details: WithNext): CheckOutcome {
  return outcome(id, 'pending', code, message, details)
}

export function notApplicable(
  id: CheckId,
  code: string,
  message: string,
  details: Details = {},
): CheckOutcome {
  return outcome(id, 'not-applicable', code, message, details)
}

/** What was asked and not answered. */
export function unanswered(id: CheckId, what: string, fact: Unread, details: Details = {}): CheckOutcome {
  return unknown(id, fact.code, `${what} could not be read: ${fact.message}`, {
    ...details,
    next: details.next ?? remedyOf(fact),
  })
}

function remedyOf({ code }: Unread): string {
  switch (code) {
    case 'no-token':
      return 'Give this action a token (github-token), or run it in a workflow.'
    case 'forbidden':
      return "Grant this job the permissions that the action's README lists."
    case 'rate-limited':
      return 'Run this again when the API budget of the repository is renewed.'
    case 'not-found':
      return 'Check that the name is right and that the token may see it.'
    default:
      return 'Run this again; if it stays, look at the status page of GitHub.'
  }
}

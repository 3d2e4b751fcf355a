import type { CheckId, CheckOutcome, Evidence, Finding } from '@operator/report'
import type { Unread, UnreadCode } from './fact.ts'

export { counted, listed } from '@operator/report'

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
    next: details.next ?? remedyOf(fact.code),
  })
}

/** What gets the answer next time; only where GitHub itself fails is its status page worth a look. */
function remedyOf(code: UnreadCode): string {
  switch (code) {
    case 'no-token':
      return 'Give this action a token (github-token), or run it in a workflow.'
    case 'forbidden':
      return "Grant this job the permissions that the action's README lists."
    case 'rate-limited':
      return 'Run this again when the API budget of the repository is renewed.'
    case 'not-found':
      return 'Check that the name is right and that the token may see it.'
    case 'unavailable':
    case 'partial':
      return 'Run this again; if it stays, look at the status page of GitHub.'
    case 'conflict':
      return 'Run this again: something changed while it was read.'
    case 'invalid':
      return 'Check that the name exists and that github-api-url is that of GitHub; if both are right, report this answer as a defect.'
    case 'no-run':
      return 'Run this in a job of a workflow, or look at it by hand.'
    case 'not-asked':
      return 'Run this where it is asked, before a deployment, or look at it by hand.'
    case 'not-in-clone':
      return 'Check out with fetch-depth: 0, so that the clone has the whole history.'
    case 'not-in-queue':
      return 'Take it out of the merge queue and add it again.'
    case 'too-many':
      return 'Remove those that are over, so that all can be read.'
    case 'no-metric':
      return 'Give it the name of one that `watch.metrics` lists.'
    case 'traffic-unread':
      return 'Check the address and the query of `watch.metrics`, and that Prometheus answers this runner.'
  }
}

import type { Problem } from './answer.ts'
import { endOfBudget, type Headers } from './rate-limit-headers.ts'

/** An entry of `errors` in a GraphQL answer. */
export interface GraphqlError {
  readonly type?: string | undefined
  readonly message: string
}

/**
 * What an error beside a GraphQL answer means. A used-up budget has two names: octokit/plugin-throttling knows one,
 * yanyongyu/githubkit#271 saw the other; until when it is used up stands in the headers.
 */
export function problemOfGraphql({ type, message }: GraphqlError, headers: Headers): Problem {
  switch (type) {
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return { kind: 'forbidden', message }
    case 'NOT_FOUND':
      return { kind: 'not-found', message }
    case 'RATE_LIMITED':
    case 'RATE_LIMIT': {
      const reset = endOfBudget(headers)
      return { kind: 'rate-limited', message, ...(reset !== undefined && { resetAt: reset }) }
    }
    default:
      return { kind: 'partial', message }
  }
}

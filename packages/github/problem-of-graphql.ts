import type { Problem } from './answer.ts'

/** An entry of `errors` in a GraphQL answer. */
export interface GraphqlError {
  readonly type?: string | undefined
  readonly message: string
}

/** What an error beside a GraphQL answer means. A used-up budget has two names: octokit/plugin-throttling knows one, githubkit#271 saw the other. */
export function problemOfGraphql({ type, message }: GraphqlError): Problem {
  switch (type) {
    case 'FORBIDDEN':
    case 'INSUFFICIENT_SCOPES':
      return { kind: 'forbidden', message }
    case 'NOT_FOUND':
      return { kind: 'not-found', message }
    case 'RATE_LIMITED':
    case 'RATE_LIMIT':
      return { kind: 'rate-limited', message }
    default:
      return { kind: 'partial', message }
  }
}

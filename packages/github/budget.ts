import type { Problem } from './answer.ts'

/** REST and GraphQL have a budget each; both belong to the repository, not to one job. */
export type Resource = 'core' | 'graphql'

export interface Budgets {
  /** Learns from the headers of an answer, refusals included. */
  note(resource: Resource, headers: Readonly<Record<string, unknown>>): void
  /** Why nothing more is read at present. It ends with GitHub's hour. */
  refusal(resource: Resource): Problem | undefined
}

const hour = 3_600_000

/** Stops reading below this share of the hourly budget. Undefined never stops. */
export function createBudgets(share: number | undefined, now: () => number = Date.now): Budgets {
  const stoppedUntil = new Map<Resource, number>()
  return {
    note(resource, headers) {
      const remaining = Number(headers['x-ratelimit-remaining'] ?? Number.NaN)
      const limit = Number(headers['x-ratelimit-limit'])
      if (share === undefined || !(limit > 0) || !(remaining / limit < share)) return
      const reset = Number(headers['x-ratelimit-reset']) * 1_000
      stoppedUntil.set(resource, reset > 0 ? reset : now() + hour)
    },
    refusal(resource) {
      const until = stoppedUntil.get(resource)
      if (until === undefined) return undefined
      if (now() >= until) {
        stoppedUntil.delete(resource)
        return undefined
      }
      const message = 'Operator leaves the rest of the hourly budget to others.'
      return { kind: 'rate-limited', message, resetAt: new Date(until).toISOString() }
    },
  }
}

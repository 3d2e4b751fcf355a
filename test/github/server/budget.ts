import type { World } from '../world/world.ts'

/** The hourly budget, which belongs to the repository and not to one token. */
export interface Budget {
  limit: number
  remaining: number
  /** Epoch seconds. */
  resetAt: number
}

export interface Budgets {
  readonly core: Budget
  readonly graphql: Budget
}

export function createBudgets(world: World): Budgets {
  const resetAt = Math.floor(world.now().getTime() / 1_000) + 3_600
  return {
    core: { limit: 1_000, remaining: 1_000, resetAt },
    graphql: { limit: 1_000, remaining: 1_000, resetAt },
  }
}

export function budgetHeaders(resource: 'core' | 'graphql', budget: Budget): Record<string, string> {
  return {
    'x-ratelimit-limit': String(budget.limit),
    'x-ratelimit-remaining': String(Math.max(0, budget.remaining)),
    'x-ratelimit-used': String(budget.limit - Math.max(0, budget.remaining)),
    'x-ratelimit-reset': String(budget.resetAt),
    'x-ratelimit-resource': resource,
  }
}

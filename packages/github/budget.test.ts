import { describe, expect, test } from '@jest/globals'
import { createBudgets } from './budget.ts'

const headers = (remaining: number, reset: number | undefined = 3_600) => ({
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': String(remaining),
  ...(reset !== undefined && { 'x-ratelimit-reset': String(reset) }),
})

describe('createBudgets', () => {
  test('stops below the share, not at it', () => {
    const budgets = createBudgets(0.3, () => 0)
    budgets.note('core', headers(300))
    expect(budgets.refusal('core')).toBeUndefined()
    budgets.note('core', headers(299))
    expect(budgets.refusal('core')).toMatchObject({
      kind: 'rate-limited',
      resetAt: '1970-01-01T01:00:00.000Z',
    })
  })

  test('REST and GraphQL are counted apart', () => {
    const budgets = createBudgets(0.3, () => 0)
    budgets.note('core', headers(0))
    expect(budgets.refusal('graphql')).toBeUndefined()
    budgets.note('graphql', headers(0))
    expect(budgets.refusal('graphql')).toBeDefined()
  })

  test('reads again when the hour is over', () => {
    let now = 0
    const budgets = createBudgets(0.1, () => now)
    budgets.note('core', headers(5))
    now = 3_599_999
    expect(budgets.refusal('core')).toBeDefined()
    now = 3_600_000
    expect(budgets.refusal('core')).toBeUndefined()
  })

  test('without a time of the reset it is an hour', () => {
    let now = 1_000
    const budgets = createBudgets(0.1, () => now)
    const { 'x-ratelimit-reset': _, ...untimed } = headers(5)
    budgets.note('core', untimed)
    now = 3_600_999
    expect(budgets.refusal('core')).toBeDefined()
    now = 3_601_000
    expect(budgets.refusal('core')).toBeUndefined()
  })

  test('without a share, and without limits as on an Enterprise Server, nothing stops', () => {
    const rollback = createBudgets(undefined)
    rollback.note('core', headers(0))
    expect(rollback.refusal('core')).toBeUndefined()
    const server = createBudgets(0.3)
    server.note('core', {})
    server.note('core', { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0' })
    expect(server.refusal('core')).toBeUndefined()
  })
})

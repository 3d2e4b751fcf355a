import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const pollingBudget: Case = {
  number: 21,
  title: 'polling costs one point, and stops where the rest of the hour belongs to others',
  sources: [
    'int128/wait-for-workflows-action, its README',
    'lewagon/wait-on-check-action, "known limitations"',
  ],
  async play({ openPullRequest, runCi, judgePullRequest, github }) {
    openPullRequest()
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: null }] })
    const inputs = { wait: '1s', comment: 'false' }
    const asked = async () => {
      const before = { requests: github.requests.length, points: github.budgets.graphql.remaining }
      const judged = await judgePullRequest({ inputs })
      expect([judged.exit, judged.told()]).toEqual([1, 'pending checks-pending'])
      return {
        queries: github.requests.slice(before.requests).flatMap(({ query }) => query ?? []),
        points: before.points - github.budgets.graphql.remaining,
        pending: judged.check().reason.message,
      }
    }
    const plenty = await asked()
    expect(plenty.queries).toEqual(['Release', 'CommitChecks'])
    expect(plenty.points).toBeLessThanOrEqual(2 + 1)
    expect(plenty.pending).toBe('Not finished after 1 s: test (ci.yml, pull_request) (in progress).')
    github.budgets.graphql.remaining = github.budgets.graphql.limit * 0.29
    expect((await asked()).queries).toEqual(['Release'])
  },
}

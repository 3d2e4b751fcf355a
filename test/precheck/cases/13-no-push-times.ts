import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const noPushTimes: Case = {
  number: 13,
  title: 'approvals hold for commits and trees, whatever dates anybody writes',
  sources: ['palantir/policy-bot#598'],
  setting: { enforced: ['approved'] },
  async play({ openPullRequest, review, runCi, judgePullRequest, worktree, head }) {
    review(openPullRequest(), { submittedAt: '2026-06-01T12:00:00Z' })
    const amend = (date: string, message: string) => {
      worktree.git(
        'commit',
        '--quiet',
        '--amend',
        '--no-edit',
        '--allow-empty',
        `--date=${date}`,
        '-m',
        message,
      )
      return worktree.git('rev-parse', 'HEAD')
    }
    // Amended after the review with a date long after it: another commit, the same tree.
    const reworded = amend('2026-07-01T12:00:00Z', 'A better message')
    expect(reworded).not.toBe(head)
    runCi({ sha: reworded })
    const same = await judgePullRequest({ head: reworded })
    expect([same.exit, same.told('approved')]).toEqual([0, 'pass approved'])
    // Changed after the review, and dated before it.
    worktree.commit({ 'src/shop.ts': 'export const name = "other"\n' })
    const backdated = amend('2020-01-01T12:00:00Z', 'Nothing to see')
    runCi({ sha: backdated })
    const changed = await judgePullRequest({ head: backdated })
    expect([changed.exit, changed.told('approved')]).toEqual([1, 'ask approval-stale'])
  },
}

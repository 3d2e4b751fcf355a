import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const updateBranch: Case = {
  number: 12,
  title: 'an approval outlives "Update branch", and nothing that is smuggled into it',
  sources: [
    'palantir/policy-bot#903',
    'palantir/policy-bot#12',
    'palantir/policy-bot#39',
    'superplanehq/superplane#4136',
  ],
  setting: { enforced: ['approved'] },
  async play({ openPullRequest, review, runCi, judgePullRequest, worktree, head }) {
    review(openPullRequest())
    worktree.git('checkout', '--quiet', '-B', 'main', 'refs/remotes/origin/main')
    const main = worktree.commit({ 'src/other.ts': 'export {}\n' }, 'Meanwhile')
    worktree.git('update-ref', 'refs/remotes/origin/main', main)
    worktree.git('checkout', '--quiet', 'topic')
    worktree.git('merge', '--quiet', '--no-edit', 'main')
    const updated = worktree.git('rev-parse', 'HEAD')
    runCi({ sha: updated })
    const clean = await judgePullRequest({ head: updated, base: main })
    expect([clean.exit, clean.told('approved')]).toEqual([0, 'pass approved'])
    // The same merge, with a file of its own.
    worktree.git('reset', '--quiet', '--hard', head)
    worktree.git('merge', '--quiet', '--no-commit', 'main')
    const smuggled = worktree.commit({ 'src/backdoor.ts': 'export {}\n' }, "Merge branch 'main' into topic")
    runCi({ sha: smuggled })
    const dirty = await judgePullRequest({ head: smuggled, base: main })
    expect([dirty.exit, dirty.told('approved')]).toEqual([1, 'ask approval-stale'])
  },
}

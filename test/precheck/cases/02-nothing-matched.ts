import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const nothingMatched: Case = {
  number: 2,
  title: 'nothing that could have tested the commit is unknown, unless the policy says that there is no CI',
  sources: [
    'int128/wait-for-workflows-action, its own test',
    'upsidr/merge-gatekeeper, its test "no job"',
    'github/branch-deploy#191',
  ],
  async play({ openPullRequest, judgePullRequest, worktree, head, base }) {
    openPullRequest()
    const silent = await judgePullRequest()
    expect([silent.exit, silent.verdict, silent.told()]).toEqual([1, 'incomplete', 'unknown no-checks'])
    // The policy is the target branch's, which the change then has too.
    worktree.git('checkout', '--quiet', '-B', 'main', base)
    const allowing = { '.github/operator.yml': 'precheck: { wait: 0s, allow-no-checks: true }\n' }
    const main = worktree.commit(allowing, 'No CI here')
    worktree.git('update-ref', 'refs/remotes/origin/main', main)
    worktree.git('checkout', '--quiet', '-B', 'topic', head)
    worktree.git('merge', '--quiet', '--no-edit', 'main')
    const updated = worktree.git('rev-parse', 'HEAD')
    const allowed = await judgePullRequest({ head: updated, base: main })
    expect([allowed.exit, allowed.told()]).toEqual([0, 'not-applicable no-checks-allowed'])
  },
}

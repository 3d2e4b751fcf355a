import { expect } from '@jest/globals'
import { queuePullRequest } from '../../github/index.ts'
import type { Case } from '../case.ts'
import { judged } from '../stage.ts'

export const mergeQueue: Case = {
  number: 11,
  title: 'in a merge queue CI is judged on the group, reviews on each pull request in it',
  sources: [
    'palantir/policy-bot#548',
    'palantir/policy-bot#800',
    'yykamei/block-merge-based-on-time#1362',
    'AlexanderMattTurner/agent-glovebox#3176',
  ],
  setting: { enforced: ['approved'] },
  async play({ openPullRequest, review, runCi, onEvent, world, worktree, head, base }) {
    const first = openPullRequest()
    worktree.git('checkout', '--quiet', '-b', 'second', base)
    const other = worktree.commit({ 'src/cart.ts': 'export const cart = []\n' }, 'A cart')
    const second = openPullRequest({ head: 'second' })
    // GitHub builds the group: the second entry stands on the first.
    worktree.git('checkout', '--quiet', '-b', 'queue', head)
    worktree.git('cherry-pick', other)
    const group = worktree.git('rev-parse', 'HEAD')
    queuePullRequest(world, { branch: 'main', pullRequest: first.number, headSha: head, baseSha: base })
    queuePullRequest(world, { branch: 'main', pullRequest: second.number, headSha: group, baseSha: head })
    const payload = {
      repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
      merge_group: {
        head_sha: group,
        base_sha: base,
        base_ref: 'refs/heads/main',
        head_ref: `refs/heads/gh-readonly-queue/main/pr-${second.number}-${head}`,
      },
    }
    const judge = async () => judged(await onEvent('precheck', 'merge_group', payload, { GITHUB_SHA: group }))
    // Green on each pull request, and nothing ran on the group.
    runCi()
    runCi({ sha: other })
    review(second)
    const blank = await judge()
    expect([blank.exit, blank.told()]).toEqual([1, 'unknown no-checks'])
    expect(blank.told('approved')).toBe('fail approval-missing')
    expect(blank.check('approved').reason.message).toContain(`#${first.number}`)
    review(first)
    runCi({ sha: group, event: 'merge_group', branch: 'queue' })
    const whole = await judge()
    expect([whole.exit, whole.told(), whole.told('approved')]).toEqual([0, 'pass green', 'pass approved'])
    expect(whole.check('approved').evidence).toHaveLength(2)
  },
}

import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

const changelog = (entry = '') => `# Changelog\n\n## [Unreleased]\n${entry}`

export const changelog17: Case = {
  number: 17,
  title:
    'the changelog of the package that changed, not of another; none of a bot; unknown in a clone without history',
  sources: [
    'doorkeeper-gem/doorkeeper#1844',
    'dart-lang/core#987',
    'elastic/eui#8623',
    'changesets, getChangedChangesetFilesSinceRef',
  ],
  setting: {
    enforced: ['changelog'],
    base: {
      'packages/cart/package.json': '{ "name": "cart" }\n',
      'packages/cart/CHANGELOG.md': changelog(),
      'packages/till/package.json': '{ "name": "till" }\n',
      'packages/till/CHANGELOG.md': changelog(),
    },
    head: {
      'packages/cart/src/cart.ts': 'export const cart = []\n',
      'packages/till/CHANGELOG.md': changelog('- A till\n'),
    },
  },
  async play({ openPullRequest, runCi, judgePullRequest, worktree }) {
    const pull = openPullRequest()
    runCi()
    const elsewhere = await judgePullRequest()
    expect([elsewhere.exit, elsewhere.told('changelog')]).toEqual([1, 'fail entry-missing'])
    expect(elsewhere.check('changelog').reason.message).toContain('packages/cart')
    const clone = worktree.clone(1)
    try {
      const shallow = await judgePullRequest({ environment: { GITHUB_WORKSPACE: clone.directory } })
      expect([shallow.exit, shallow.verdict]).toEqual([1, 'incomplete'])
      expect(shallow.check('changelog').status).toBe('unknown')
    } finally {
      clone.remove()
    }
    Object.assign(pull, { author: 'dependabot[bot]' })
    const bot = await judgePullRequest()
    expect([bot.exit, bot.told('changelog')]).toEqual([0, 'not-applicable exempt'])
  },
}

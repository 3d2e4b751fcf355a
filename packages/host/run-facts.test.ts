import { describe, expect, test } from '@jest/globals'
import type { EventContext } from './event-context.ts'
import { readRunFacts } from './run-facts.ts'

const event: EventContext = {
  name: 'push',
  stage: 'deploy',
  repository: { owner: 'octo', name: 'shop', id: 7 },
  sha: 'a'.repeat(40),
  head: 'a'.repeat(40),
  base: { kind: 'last-deployment' },
  run: { id: 100, attempt: 2, url: 'https://github.com/octo/shop/actions/runs/100' },
}
const env = {
  GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/deploy.yml@refs/heads/a@b',
  GITHUB_WORKFLOW_SHA: 'b'.repeat(40),
}

describe('the run as evidence names it', () => {
  test('on a push', () => {
    expect(readRunFacts(event, env)).toEqual({
      repository: { id: 7, name: 'octo/shop' },
      event: 'push',
      headSha: 'a'.repeat(40),
      id: 100,
      attempt: 2,
      workflow: { path: '.github/workflows/deploy.yml', ref: 'refs/heads/a@b', sha: 'b'.repeat(40) },
    })
  })

  test('on a pull request GitHub lists the run by its head, not by the merge commit', () => {
    const head = 'c'.repeat(40)
    const pullRequest = { number: 1, head, base: 'd'.repeat(40), baseBranch: 'main', fork: false }
    expect(readRunFacts({ ...event, name: 'pull_request', pullRequest }, env)?.headSha).toBe(head)
  })

  test('a schedule has no payload that names the repository’s id', () => {
    const scheduled = { ...event, repository: { owner: 'octo', name: 'shop' } }
    expect(readRunFacts(scheduled, env)).toBeUndefined()
    expect(readRunFacts(scheduled, { ...env, GITHUB_REPOSITORY_ID: '7' })?.repository.id).toBe(7)
  })

  test.each([{}, { ...env, GITHUB_WORKFLOW_SHA: '' }, { ...env, GITHUB_WORKFLOW_REF: 'deploy.yml' }])(
    'half of it is nothing: %j',
    (half) => {
      expect(readRunFacts(event, half)).toBeUndefined()
    },
  )

  test('outside GitHub Actions there is none', () => {
    const { run: _, ...local } = event
    expect(readRunFacts(local, env)).toBeUndefined()
  })
})

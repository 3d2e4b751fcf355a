import { afterAll, describe, expect, test } from '@jest/globals'
import { createRepository, type TestRepository } from '../../test/git/repository.ts'
import type { EventContext } from './event-context.ts'
import { loadPolicy } from './load-policy.ts'
import { locate } from './locate.ts'
import { UserError } from './user-error.ts'

const made: TestRepository[] = []
afterAll(() => {
  for (const repository of made) repository.remove()
})

const path = '.github/operator.yml'

async function load(base: string | null, head: string | null, config = path, more?: string) {
  const repository = createRepository()
  made.push(repository)
  const named = (text: string | null) => (text === null ? { other: '1' } : { [config]: text, other: '1' })
  const baseCommit = repository.commit(named(base))
  const headCommit = repository.commit({
    ...(head === null && base !== null ? { [config]: null } : named(head)),
    other: '2',
  })
  const event: EventContext = {
    name: 'pull_request',
    stage: 'pull-request',
    repository: { owner: 'octo', name: 'shop' },
    head: headCommit,
    base: { kind: 'merge-base', with: baseCommit, branch: 'main' },
    pullRequest: { number: 1, head: headCommit, base: baseCommit, baseBranch: 'main', fork: false },
  }
  const located = await locate(repository.directory, event)
  if (located.kind === 'unseen') throw new Error(located.message)
  return loadPolicy(located, more ?? config)
}

async function problemsOf(work: Promise<unknown>): Promise<UserError['problems']> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof UserError) return error.problems
  throw error ?? new Error('It was accepted.')
}

const enforce = 'checks: { precheck/changelog: enforce }\n'
const off = 'checks: { precheck/changelog: "off" }\n'

describe('loadPolicy', () => {
  test('the change’s own policy is not what it is judged by, and its loosening is said', async () => {
    const { policy, effective } = await load(enforce, off)
    expect(policy.checks['precheck/changelog']).toBe('enforce')
    expect(effective.edits).toEqual([
      { key: 'checks.precheck/changelog', before: 'enforce', after: 'off', effect: 'loosened' },
    ])
  })

  test('a policy that is removed is compared with the defaults', async () => {
    const { policy, effective } = await load(enforce, null)
    expect(policy.checks['precheck/changelog']).toBe('enforce')
    expect(effective.edits).toMatchObject([{ effect: 'loosened', after: 'report' }])
  })

  test('a tightening and a key without a direction', async () => {
    const { effective } = await load(null, `${enforce}precheck: { approvals: 2 }\n`)
    expect(effective.edits).toEqual([
      { key: 'checks.precheck/changelog', before: 'report', after: 'enforce', effect: 'tightened' },
      { key: 'precheck.approvals', before: '1', after: '2', effect: 'unclear' },
    ])
  })

  test('another layout of the same policy edits nothing', async () => {
    const { effective } = await load(enforce, `# why\n${enforce}`)
    expect(effective.edits).toEqual([])
  })

  test('a change that leaves the policy alone says nothing of it', async () => {
    expect((await load(enforce, enforce)).effective.edits).toBeUndefined()
    expect((await load(null, null)).effective.origin).toMatch(/^default \(no /)
  })

  test('a policy broken by the change: every problem, with its place and what to do', async () => {
    const broken = 'version: 1\nchecks:\n  precheck/chnagelog: enforce\n  precheck/ci-green: loud\n'
    const problems = await problemsOf(load(null, broken))
    expect(problems.map(({ where }) => where)).toEqual([`${path}:4:3`, `${path}:3:3`])
    expect(problems[0]?.what).toContain('"enforce", "report", "off"')
    expect(problems[1]?.what).toContain('did you mean "precheck/changelog"?')
    expect(problems[0]?.remedy).toContain('in this change')
  })

  test('a policy broken on the target branch cannot be mended by believing the change', async () => {
    const [problem] = await problemsOf(load('a: [', enforce))
    expect(problem?.where).toMatch(/^\.github\/operator\.yml:\d+:\d+$/)
    expect(problem?.remedy).toContain('on the branch')
  })

  test.each(['.github/oprator.yml', '../operator.yml', '/etc/passwd', 'a\nb', ':(top)*'])(
    'a named policy %j that is not there is refused, not replaced by the defaults',
    async (named) => {
      expect(await problemsOf(load(enforce, enforce, path, named))).toHaveLength(1)
    },
  )

  test('a link, a folder and a file of the wrong kind are no policy', async () => {
    expect((await load(null, null, path, path)).effective.origin).toMatch(/^default/)
    const [problem] = await problemsOf(load('\u0000\u0001 x: y', null))
    expect(problem?.where).toContain(path)
    const [huge] = await problemsOf(load(`# ${'x'.repeat(300_000)}`, null))
    expect(huge?.what).toContain('300')
  })
})

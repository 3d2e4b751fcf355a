import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ActionResult, listActions } from '@operator/tooling'
import { createWorktree, type Worktree } from '../git/worktree.ts'
import { releaseTree } from './built-tree.ts'
import { allows, problemsOfLog } from './clean-log.ts'
import { type PullRequestRun, pullRequestPayload, runOnPullRequest } from './pull-request-run.ts'

const names = listActions()
  .filter(({ kind }) => kind === 'javascript')
  .map(({ name }) => name)
/** The watch judges addresses, not commits: it needs no repository. */
const judgesOfCommits = names.filter((name) => name !== 'post-deploy-watch')

const empty = mkdtempSync(join(tmpdir(), 'operator-empty-'))
const made: Worktree[] = []
let tree: string
let change: Pick<PullRequestRun, 'directory' | 'base' | 'head'>

function keep(worktree: Worktree): Worktree {
  made.push(worktree)
  return worktree
}

/** A pull request that changes these files of a repository that holds those. */
function pullRequest(
  base: Readonly<Record<string, string>>,
  head: Readonly<Record<string, string>>,
): typeof change & { readonly worktree: Worktree } {
  const worktree = keep(createWorktree())
  const before = worktree.commit(base)
  worktree.git('checkout', '--quiet', '-b', 'topic')
  return { worktree, directory: worktree.directory, base: before, head: worktree.commit(head) }
}

beforeAll(async () => {
  tree = await releaseTree(names)
  change = pullRequest({ 'README.md': '# shop' }, { 'README.md': '# the shop' })
}, 600_000)

afterAll(() => {
  for (const worktree of made) worktree.remove()
})

const run = (action: string, options: Partial<PullRequestRun> = {}) =>
  runOnPullRequest({ tree, action, ...change, ...options })

/** It failed, allows nothing, and says why in words. */
function expectRefusal(result: ActionResult, sentence: string | RegExp): void {
  expect(result.log).toMatch(sentence)
  expect(problemsOfLog(result)).toEqual([])
  expect(result.exitCode).toBe(1)
  expect(allows(result)).toBe(false)
  expect(result.outputs['verdict']).toBe('incomplete')
}

const policy = (text: string) => ({ '.github/operator.yml': text })

describe.each(names)('%s: inputs', (action) => {
  test('all problems in one message', async () => {
    const result = await run(action, {
      inputs: {
        mode: 'lax',
        'fail-on': 'never',
        comment: 'yes',
        stage: 'sometime',
        intent: 'x\n::error::y',
        enviroment: 'production',
        snapshot: 'keep',
        commit: 'main',
        service: '../x',
      },
    })
    const [message = '', ...more] = result.log.split('\n').filter((line) => line.startsWith('::error::'))
    expect(more).toEqual([])
    for (const name of ['mode', 'fail-on', 'comment', 'stage', 'intent', 'snapshot', 'commit', 'service']) {
      expect(message).toContain(`input ${name}: `)
    }
    expect(message).toContain('Did you mean "environment"?')
    expect(message).toContain('Expected one of enforce, report.')
    expectRefusal(result, /::error::/)
  })

  test('a policy file that is not there', async () => {
    const result = await run(action, { inputs: { config: '.github/oprator.yml' } })
    expectRefusal(result, /\.github\/oprator\.yml: there is no such policy file/)
  })
})

describe.each(names)('%s: policy', (action) => {
  test('broken keys and values, with line, column, allowed values and a suggestion', async () => {
    const text = 'version: 1\nenviroments: {}\nchecks:\n  precheck/ci-green: loud\n'
    const result = await run(action, pullRequest(policy(text), { a: '1' }))
    expectRefusal(result, /operator\.yml:2:1: unknown key "enviroments"; did you mean "environments"\?/)
    expect(result.log).toMatch(/operator\.yml:4:3: .*must be one of "enforce", "report", "off"/)
  })

  test.each([
    ['YAML that does not parse', 'a: [1,\nb: }'],
    ['a list', '- a'],
    ['a version of the future', 'version: 2'],
    ['a bomb of aliases', `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]`],
    ['a number', '7'],
    ['binary', '\u0000\u0001\u0002'],
    ['text that is no command', '"::error::x": 1\n"##[error]": 2'],
  ])('%s', async (_, text) => {
    expectRefusal(await run(action, pullRequest(policy(text), { a: '1' })), /operator\.yml:\d+:\d+: /)
  })

  test('a service or an environment that the policy does not know', async () => {
    const text = 'environments: { production: {} }\nservices: { api: { paths: ["api/**"] } }\n'
    const result = await run(action, {
      ...pullRequest(policy(text), { a: '1' }),
      inputs: { environment: 'prodution', service: 'apu' },
    })
    expectRefusal(result, /the policy has no environment "prodution"\. Did you mean "production"\?/)
    expect(result.log).toContain('Did you mean "api"?')
  })
})

describe.each(names)('%s: event', (action) => {
  test.each([
    ['no payload', undefined, {}],
    ['a payload of another event', { repository: { id: 1, full_name: 'octo/shop' }, issue: {} }, {}],
    ['a payload of another repository', undefined, { GITHUB_REPOSITORY: 'octo/other' }],
    ['no event', undefined, { GITHUB_EVENT_NAME: '' }],
    ['a list', [1], {}],
    ['a hostile commit', undefined, { head: '--upload-pack=touch' }],
  ])('%s', async (name, payload, environment) => {
    const { head, ...variables } = { head: undefined, ...environment }
    const result = await run(action, {
      ...(head !== undefined && { head }),
      payload:
        name === 'no payload'
          ? null
          : (payload ?? pullRequestPayload({ ...change, head: head ?? change.head })),
      environment: { ...variables, ...(name === 'no payload' && { GITHUB_EVENT_PATH: '' }) },
    })
    expectRefusal(result, /GITHUB_(EVENT_PATH|EVENT_NAME|REPOSITORY): /)
  })
})

describe.each(judgesOfCommits)('%s: repository', (action) => {
  test('a directory that is not there', async () => {
    expectRefusal(await run(action, { inputs: { 'working-directory': 'nope' } }), /There is no folder .*nope/)
  })

  test('none', async () => {
    expectRefusal(await run(action, { directory: empty }), /is not a git repository/)
  })

  test('one without commits', async () => {
    const { directory } = keep(createWorktree())
    expectRefusal(await run(action, { directory }), /The repository has no commits\./)
  })

  test('fetch-depth 1: says what it cannot see', async () => {
    const { worktree, head, base } = pullRequest({ a: '1' }, { a: '2' })
    const shallow = keep(worktree.clone(1))
    const result = await run(action, { directory: shallow.directory, head, base })
    expectRefusal(result, /fetch-depth: 0/)
    expect(result.log).toMatch(/is not in this (shallow )?clone/)
  })

  test('a detached head is nothing special', async () => {
    const { worktree, ...found } = pullRequest({ a: '1' }, { a: '2' })
    worktree.git('checkout', '--quiet', '--detach', found.base)
    const result = await run(action, found)
    expect(problemsOfLog(result)).toEqual([])
    expect(result.report).toContain(found.head)
    expect(result.log).not.toContain('not in this clone')
  })
})

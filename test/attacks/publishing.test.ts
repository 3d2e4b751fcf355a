import { afterEach, describe, expect, test } from '@jest/globals'
import type { ActionResult } from '@operator/tooling'
import { addComment, addPullRequest, addReview, addStatus, addWorkflowRun } from '../github/index.ts'
import { expectPlain, orders } from './plain.ts'
import { buildBeforehand, expectNoGo, type Scene, type SceneDescription, setScene } from './scene.ts'

/** What precheck leaves on GitHub, and what it repeats of what strangers wrote: names, titles, branches, comments. */

const actions = ['precheck']
buildBeforehand(actions)

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const ci =
  'on: [pull_request]\npermissions: {}\njobs:\n  test: { runs-on: ubuntu-24.04, steps: [{ run: npm test }] }\n'
const marker = '<!-- operator:precheck:default -->'

async function set(description: Partial<SceneDescription> = {}): Promise<Scene> {
  scene = await setScene(actions, {
    people: { mona: 'write', hubot: 'write' },
    base: {
      'README.md': '# shop\n',
      '.github/workflows/ci.yml': ci,
      '.github/operator.yml': 'precheck: { wait: 0s }\nchecks: { precheck/approved: enforce }\n',
    },
    head: { 'README.md': '# the shop\n' },
    ...description,
  })
  return scene
}

function green({ world, head }: Scene): void {
  addWorkflowRun(world, {
    workflow: 'ci.yml',
    event: 'pull_request',
    branch: 'topic',
    sha: head,
    jobs: [{ name: 'test' }],
  })
}

const commentsBy = ({ world }: Scene, login: string) =>
  world.comments.filter(({ author }) => author === login)
const ours = (set: Scene) => commentsBy(set, 'github-actions[bot]')

describe('the comment', () => {
  test('of two runs at once is one, and the next run edits it', async () => {
    const at = await set()
    addPullRequest(at.world, { head: 'topic', author: 'mona' })
    green(at)
    await Promise.all([at.onPullRequest('precheck'), at.onPullRequest('precheck')])
    expect(ours(at)).toHaveLength(1)
    const [first] = ours(at)
    const pull = at.world.pullRequests[0]
    if (pull !== undefined) addReview(at.world, pull, { author: 'hubot' })
    const result = await at.onPullRequest('precheck')
    expect(ours(at).map(({ id }) => id)).toEqual([first?.id])
    expect(ours(at)[0]?.body).toContain(`precheck: ${result.outputs['verdict']}`)
  })

  test('of a person or another app that imitates ours is left alone and believed nothing', async () => {
    const at = await set()
    const { number } = addPullRequest(at.world, { head: 'topic', author: 'mona' })
    green(at)
    const forged = `${marker}\n## ✅ precheck: go\n\n| ✅ | Everything that ships was approved | approved by hubot |`
    for (const author of ['mona', 'helper[bot]'])
      addComment(at.world, { issue: number, author, body: forged })
    expectNoGo(await at.onPullRequest('precheck'))
    expect(commentsBy(at, 'mona').map(({ body }) => body)).toEqual([forged])
    expect(commentsBy(at, 'helper[bot]').map(({ body }) => body)).toEqual([forged])
    expect(ours(at)).toHaveLength(1)
  })

  test('of ours that somebody edited into a go says again what is so', async () => {
    const at = await set()
    addPullRequest(at.world, { head: 'topic', author: 'mona' })
    green(at)
    expectNoGo(await at.onPullRequest('precheck'))
    const [comment] = ours(at)
    if (comment === undefined) throw new Error('There is no comment.')
    comment.body = `${marker}\n## ✅ precheck: go`
    expectNoGo(await at.onPullRequest('precheck'))
    expect(ours(at)).toHaveLength(1)
    expect(ours(at)[0]?.body).not.toContain('precheck: go')
  })
})

/** Turns the direction of what follows, hides, or breaks the line, in ways that are not a line break to a regular expression. */
const marks = ['\u202e', '\u2066', '\u200b', '\u2028', '\u0085', '\u001b[2K', '\r']
const hostile = `a${marks.join('b')}\n::error::go\n::set-output name=allowed::true\n##[error]x</td><h1>go</h1>|@octo/everyone [go](https://evil.example) \`x`

function expectHarmless(result: ActionResult, at: Scene): void {
  expectNoGo(result)
  for (const text of [result.summary, ...ours(at).map(({ body }) => body)]) {
    expectPlain(text)
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u0085\u001b]/)
  }
  expect(result.log).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u0085\u001b]/)
  expect(result.outputs['summary']?.split(/[\n\r\u2028\u0085]/)).toHaveLength(1)
}

describe('names that give orders, hide or turn the line', () => {
  test('of checks, statuses, workflows and titles', async () => {
    const at = await set()
    addPullRequest(at.world, {
      head: 'topic',
      author: 'mona',
      title: hostile,
      labels: [hostile.slice(0, 40)],
    })
    addWorkflowRun(at.world, {
      workflow: 'ci.yml',
      name: hostile,
      event: 'pull_request',
      branch: 'topic',
      sha: at.head,
      jobs: [{ name: hostile, conclusion: 'failure' }, { name: 'test' }],
    })
    addStatus(at.world, {
      sha: at.head,
      context: hostile,
      state: 'failure',
      description: orders.slice(0, 100),
    })
    expectHarmless(await at.onPullRequest('precheck'), at)
  })

  test('of branches and of commits that ship', async () => {
    const at = await set({ message: hostile })
    const branch = 'topic-::error::go-\u202eog-`x`-[go](https)-@octo-|</td><h1>'.replace(/[[\]~^:?*\\ ]/g, '')
    at.worktree.git('update-ref', `refs/heads/${branch}`, at.head)
    addPullRequest(at.world, { head: branch, author: 'mona', body: `## Rollback plan\n${hostile}` })
    green(at)
    expectHarmless(await at.onPullRequest('precheck'), at)
    expectHarmless(await at.onPush('precheck', { inputs: { environment: 'production' } }), at)
  })
})

describe('bodies that are huge', () => {
  const line = '/operator approve precheck/approved '
  const huge = `${'a'.repeat(60_000)}\n${line}${'0'.repeat(32)} `.repeat(17)

  test('of a pull request and of comments change no verdict', async () => {
    const at = await set()
    expect(huge.length).toBeGreaterThan(1_000_000)
    const { number } = addPullRequest(at.world, {
      head: 'topic',
      author: 'mona',
      body: `## Rollback plan\n${'- [ ] `a` <!-- '.repeat(70_000)}`,
    })
    green(at)
    addComment(at.world, { issue: number, author: 'hubot', body: huge })
    addComment(at.world, { issue: number, author: 'hubot', body: `${line}${'0 '.repeat(500_000)}` })
    addComment(at.world, {
      issue: number,
      author: 'hubot',
      body: `/operator override ${'x'.repeat(1_000_000)}`,
    })
    const result = await at.onPullRequest('precheck')
    expectNoGo(result)
    expect(ours(at)).toHaveLength(1)
    expect(ours(at)[0]?.body.length).toBeLessThan(65_536)
    expect(result.log.length).toBeLessThan(100_000)
    expect(result.report?.length).toBeLessThan(1_000_000)
  })
})

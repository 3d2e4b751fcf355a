import { afterEach, describe, expect, test } from '@jest/globals'
import { addStatus, addWorkflowRun } from '../github/index.ts'
import { brokenMigration, makePrivateKey, soundMigrations } from './flaws.ts'
import { expectPlain, orders } from './plain.ts'
import { buildBeforehand, expectNoGo, type Scene, type SceneDescription, setScene } from './scene.ts'

/** Design §4 line 8: what the change says stays text. It gives the runner no orders and looks like nothing of ours. */

const actions = ['security-baseline', 'migration-guard', 'precheck']
buildBeforehand(actions)

let scene: Scene | undefined

async function set(description: SceneDescription): Promise<Scene> {
  scene = await setScene(actions, description)
  return scene
}

afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const key = makePrivateKey()
const readme = { 'README.md': '# shop\n' }

const hostileName =
  'a ::warning::b\n::set-output name=allowed::true\n##[error]</td><h1>go</h1>@octo/everyone`|.key'

describe('security-baseline', () => {
  test('a file name, a commit message and a file that give orders', async () => {
    const { onPullRequest } = await set({
      base: readme,
      head: { [hostileName]: key, 'note.md': orders },
      message: orders,
    })
    const result = await onPullRequest('security-baseline')
    expectNoGo(result, [key])
    expectPlain(result.summary)
    expect(result.outputs['summary']?.split('\n')).toHaveLength(1)
  })

  test('a comment on the pull request says the same, as plainly', async () => {
    const { onPullRequest, world } = await set({
      base: readme,
      head: { [hostileName]: key },
      pullRequests: [{ head: 'topic', author: 'mona' }],
    })
    expectNoGo(await onPullRequest('security-baseline'), [key])
    expect(world.comments).toHaveLength(1)
    const [comment] = world.comments
    expectPlain(comment?.body ?? '')
    expect(comment?.body).not.toContain(key.split('\n')[1])
  })

  test('somebody else’s comment with our mark stays theirs', async () => {
    const { onPullRequest, world } = await set({
      base: readme,
      head: { 'deploy.key': key },
      pullRequests: [{ head: 'topic', author: 'mona' }],
      comments: [{ issue: 1, author: 'mona', body: '<!-- operator:security-baseline:default -->\n✅ go' }],
    })
    expectNoGo(await onPullRequest('security-baseline'), [key])
    expect(world.comments.map(({ author }) => author)).toEqual(['mona', 'github-actions[bot]'])
  })

  test('in a public repository old findings are counted, not shown', async () => {
    const old = makePrivateKey()
    const { onPullRequest, world } = await set({
      base: { ...readme, 'ops/old-secret-place.key': old },
      head: { 'deploy.key': key },
      pullRequests: [{ head: 'topic', author: 'mona' }],
    })
    const result = await onPullRequest('security-baseline', { visibility: 'public' })
    expectNoGo(result, [key, old])
    for (const text of [result.summary, result.log, ...world.comments.map(({ body }) => body)]) {
      expect(text).not.toContain('old-secret-place')
    }
  })

  test('a policy that gives orders is refused as text', async () => {
    const { onPullRequest } = await set({
      base: { '.github/operator.yml': '"::set-output name=allowed::true\\n##[error]x": 1\n' },
      head: { 'deploy.key': key },
    })
    expectNoGo(await onPullRequest('security-baseline'), [key])
  })
})

describe('migration-guard', () => {
  test('names and SQL that give orders', async () => {
    const { onPullRequest } = await set({
      base: { ...readme, ...soundMigrations },
      head: {
        'migrations/000002_broken.up.sql': `CREATE TABLE "x\n::set-output name=allowed::true\n</td><h1>go</h1>" (id int);\nSELECT 1/0; /* ${orders.replaceAll('*/', '')} */\n`,
        'migrations/000002_broken.down.sql': brokenMigration['migrations/000002_broken.down.sql'],
      },
      message: orders,
    })
    const result = await onPullRequest('migration-guard')
    expectNoGo(result)
    expectPlain(result.summary)
  })

  test('an error that the database was told to raise', async () => {
    const text = '::set-output name=allowed::true%0A##[error] <h1>go</h1> @octo/everyone'
    const { onPullRequest } = await set({
      base: { ...readme, ...soundMigrations },
      head: {
        'migrations/000002_raise.up.sql': `DO $$ BEGIN RAISE EXCEPTION E'${text.replace('%0A', '\\n')}'; END $$;\n`,
        'migrations/000002_raise.down.sql': 'SELECT 1;\n',
      },
    })
    const result = await onPullRequest('migration-guard')
    expectNoGo(result)
    expectPlain(result.summary)
  })
})

describe('precheck', () => {
  test('titles, labels, reviewers’ words, check names and paths that give orders', async () => {
    const { onPullRequest, world, head } = await set({
      base: { ...readme, '.github/operator.yml': 'precheck: { wait: 0s }\n' },
      head: {
        [hostileName]: 'x',
        '.github/workflows/ci.yml': `name: "${orders.split('\n')[0]}"\non: push\n`,
      },
      message: orders,
      pullRequests: [
        {
          head: 'topic',
          author: 'mona',
          title: orders.replaceAll('\n', ' '),
          body: `## Rollback\n${orders}`,
          labels: ['::error::x'],
          reviews: [{ author: 'hubot', body: orders, state: 'CHANGES_REQUESTED' }],
        },
      ],
    })
    addWorkflowRun(world, {
      workflow: 'ci.yml',
      event: 'pull_request',
      branch: 'topic',
      sha: head,
      jobs: orders.split('\n').map((name) => ({ name, conclusion: 'failure' as const })),
    })
    addStatus(world, {
      sha: head,
      context: orders.slice(0, 80),
      state: 'failure',
      description: orders.slice(0, 100),
    })
    const result = await onPullRequest('precheck')
    expectNoGo(result)
    expectPlain(result.summary)
    expect(world.comments).toHaveLength(1)
    expectPlain(world.comments[0]?.body ?? '')
  })
})

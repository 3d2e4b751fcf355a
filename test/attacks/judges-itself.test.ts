import { afterEach, describe, test } from '@jest/globals'
import { soundMigrations } from './flaws.ts'
import { buildBeforehand, expectNoGo, type Scene, type SceneDescription, setScene } from './scene.ts'

/** Design §4 line 3: the change cannot judge itself. */

const actions = ['security-baseline', 'migration-guard']
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

const strict = { '.github/operator.yml': 'checks:\n  security-baseline/workflows: enforce\n' }
const gate = {
  '.github/workflows/operator.yml':
    'on: pull_request\npermissions: {}\njobs:\n  gate:\n    runs-on: ubuntu-24.04\n    permissions: { contents: read }\n    steps:\n      - run: echo judged\n',
}

describe('a change that gives itself rights', () => {
  test('by running its own head with the base’s secrets, and silencing the audit', async () => {
    const { onPullRequest } = await set({
      base: { ...strict, ...gate },
      head: {
        '.github/workflows/operator.yml':
          'on: pull_request_target # zizmor: ignore[dangerous-triggers]\npermissions: write-all # zizmor: ignore[excessive-permissions]\njobs:\n  gate:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4 # zizmor: ignore[unpinned-uses,artipacked]\n        with: { ref: "${{ github.event.pull_request.head.sha }}" }\n      - run: npm test\n',
        '.github/zizmor.yml': 'rules:\n  dangerous-triggers: { disable: true }\n',
      },
    })
    expectNoGo(await onPullRequest('security-baseline'))
  })
})

describe('a change that rewrites what was judged before it', () => {
  test('by editing a migration that has long been applied', async () => {
    const { onPullRequest } = await set({
      base: soundMigrations,
      head: {
        'migrations/000001_init.up.sql': 'CREATE TABLE customers (id bigint PRIMARY KEY);\n',
      },
    })
    expectNoGo(await onPullRequest('migration-guard'))
  })

  test('by a migration that has no way back', async () => {
    const { onPullRequest } = await set({
      base: soundMigrations,
      head: { 'migrations/000002_more.up.sql': 'ALTER TABLE customers DROP COLUMN name;\n' },
    })
    expectNoGo(await onPullRequest('migration-guard'))
  })
})

import { afterEach, describe, expect, test } from '@jest/globals'
import { addWorkflowRun } from '../github/index.ts'
import { brokenMigration, makePrivateKey, soundMigrations } from './flaws.ts'
import { buildBeforehand, expectNoGo, type Scene, type SceneDescription, setScene } from './scene.ts'

/** Design §4 line 2: the rules come from the base. A change that brings its own, softer ones is judged by the old ones. */

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

const softPolicies: readonly (readonly [string, string])[] = [
  [
    'switches the checks off',
    'checks:\n  security-baseline/secrets: off\n  migration-guard/rehearsal: off\n  migration-guard/files: off\n  migration-guard/rollback: off\n  migration-guard/data: off\n',
  ],
  [
    'lowers the checks to reports',
    'checks:\n  security-baseline/secrets: report\n  migration-guard/rehearsal: report\n  migration-guard/files: report\n  migration-guard/rollback: report\n  migration-guard/data: report\n',
  ],
  ['looks elsewhere', 'migrations:\n  paths: [nowhere]\n  ignore: [migrations]\n'],
]

describe.each(softPolicies)('a change whose own policy %s', (_, policy) => {
  const head = { '.github/operator.yml': policy, 'deploy.key': key, ...brokenMigration }

  test('is stopped by security-baseline on its pull request', async () => {
    const { onPullRequest } = await set({ base: readme, head })
    const result = await onPullRequest('security-baseline')
    expectNoGo(result, [key])
    expect(result.outputs['verdict']).toBe('no-go')
  })

  test('is stopped by migration-guard on its pull request', async () => {
    const { onPullRequest } = await set({ base: { ...readme, ...soundMigrations }, head })
    const result = await onPullRequest('migration-guard')
    expectNoGo(result, [key])
    expect(result.outputs['verdict']).toBe('no-go')
  })
})

test('a change whose own policy needs no CI is stopped by precheck where CI is red', async () => {
  const lax =
    'checks: { precheck/ci-green: off }\nprecheck: { optional-checks: ["*"], may-be-skipped: ["*"] }\n'
  const { onPullRequest, world, head } = await set({
    base: { ...readme, '.github/operator.yml': 'precheck: { wait: 0s }\n' },
    head: { '.github/operator.yml': lax },
  })
  addWorkflowRun(world, {
    workflow: 'ci.yml',
    event: 'pull_request',
    branch: 'topic',
    sha: head,
    jobs: [{ name: 'test', conclusion: 'failure' }],
  })
  const result = await onPullRequest('precheck')
  expectNoGo(result)
  expect(result.outputs['verdict']).toBe('no-go')
})

test('another policy file cannot be brought along: it is read from the base, where it is not', async () => {
  const [[, policy = ''] = []] = softPolicies
  const { onPullRequest } = await set({
    base: readme,
    head: { 'soft.yml': policy, 'deploy.key': key },
  })
  expectNoGo(await onPullRequest('security-baseline', { inputs: { config: 'soft.yml' } }), [key])
})

test('a deployment of an unmerged commit is judged by the default branch’s policy', async () => {
  const [[, policy = ''] = []] = softPolicies
  const { onDispatch } = await set({
    base: readme,
    head: { '.github/operator.yml': policy, 'deploy.key': key },
  })
  expectNoGo(await onDispatch('security-baseline'), [key])
  expectNoGo(await onDispatch('security-baseline', { inputs: { environment: 'production' } }), [key])
})

describe('an ignore that the change adds', () => {
  test.each([
    ['gitleaks:allow', `-----BEGIN`],
    ['pragma: allowlist secret', '-----BEGIN'],
  ])('%s beside a private key', async (comment) => {
    const file = key.replace(/-----\n/, `----- # ${comment}\n`)
    const { onPullRequest } = await set({
      base: readme,
      head: { 'deploy.key': `${key}# ${comment}\n`, 'b.key': file },
    })
    expectNoGo(await onPullRequest('security-baseline'), [key])
  })

  test('.gitleaksignore, .gitattributes and a path that looks like a test', async () => {
    const { onPullRequest } = await set({
      base: readme,
      head: {
        '.gitleaksignore': 'deploy.key:private-key:1\n',
        '.gitattributes': '*.key -diff binary linguist-generated linguist-vendored export-ignore\n',
        'deploy.key': key,
      },
    })
    expectNoGo(await onPullRequest('security-baseline'), [key])
  })

  test('squawk-ignore and a note that nothing can be taken back', async () => {
    const { onPullRequest } = await set({
      base: { ...readme, ...soundMigrations },
      head: {
        'migrations/000002_broken.up.sql': '-- squawk-ignore-file\n-- operator:ignore\nSELECT 1/0;\n',
        'migrations/000002_broken.down.sql': 'SELECT 1;\n',
        'migrations/NOT_REVERSIBLE.md': 'Nothing to see here.\n',
      },
    })
    expectNoGo(await onPullRequest('migration-guard'))
  })
})

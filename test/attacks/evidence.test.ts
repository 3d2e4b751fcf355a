import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { ActionResult } from '@operator/tooling'
import { addStatus, addWorkflowRun } from '../github/index.ts'
import { buildBeforehand, expectNoGo, type Scene, setScene } from './scene.ts'

/** Design §4 line 1: a report counts as evidence only with proof of the run that made it. */

const actions = ['security-baseline', 'precheck']
buildBeforehand(actions)

const workflow = '.github/workflows/operator.yml'
const policy = 'checks:\n  precheck/security-baseline: enforce\n  security-baseline/workflows: off\n'

let scene: Scene
/** What security-baseline really said about this change, in this run. */
let evidence: string

beforeEach(async () => {
  scene = await setScene(actions, {
    base: { 'README.md': '# shop\n', '.github/operator.yml': policy, [workflow]: 'on: pull_request\n' },
    head: { 'README.md': '# the shop\n' },
    pullRequests: [{ head: 'topic', author: 'mona' }],
  })
  addWorkflowRun(scene.world, {
    workflow: 'ci.yml',
    sha: scene.head,
    branch: 'topic',
    event: 'pull_request',
    jobs: [{ name: 'test' }],
  })
  evidence = (await scene.onPullRequest('security-baseline')).outputs['evidence'] ?? ''
})

afterEach(() => scene.close())

function precheck(
  handedOver: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ActionResult> {
  return scene.onPullRequest('precheck', { inputs: { 'security-baseline': handedOver }, environment })
}

function expectUnverified(result: ActionResult): void {
  expectNoGo(result)
  expect(result.report).toContain('evidence-')
}

test('the true evidence of this run is believed', async () => {
  const result = await precheck(evidence)
  expect(result.report).toContain('"said-go"')
  expect(result.outputs['verdict']).toBe('go')
})

describe('not believed is', () => {
  test('nothing, and a green commit status of ours', async () => {
    addStatus(scene.world, {
      sha: scene.head,
      context: 'operator/security-baseline (default)',
      state: 'success',
      description: 'go',
    })
    expectUnverified(await precheck(''))
  })

  test.each([
    ['a bare yes', () => 'true'],
    ['a verdict', () => '{"verdict":"go","allowed":true}'],
    ['a report', () => '{"schemaVersion":1,"action":"security-baseline","verdict":"go"}'],
    ['evidence of another run', () => evidence.replace('"id":7', '"id":8')],
    ['evidence of a later attempt', () => evidence.replace('"attempt":1', '"attempt":2')],
    ['evidence of another action', () => evidence.replaceAll('security-baseline', 'migration-guard')],
    [
      'evidence of another tree',
      () => evidence.replaceAll(scene.worktree.git('rev-parse', 'topic^{tree}'), 'a'.repeat(40)),
    ],
    ['expired evidence', () => evidence.replace(/"validUntil":"\d+/, '"validUntil":"2020')],
    [
      'evidence whose failed check was left out',
      () => evidence.replace(/\{"id":"security-baseline\/secrets"[^}]*\},/, ''),
    ],
    ['evidence that was never in a run', () => evidence.replace(/"run":\{.*\}\}/, '"run":null}')],
  ])('%s', async (_, forge) => {
    const forged = forge()
    expect(forged).not.toBe(evidence)
    expectUnverified(await precheck(forged))
  })

  test('the evidence of a run whose workflow is not the default branch’s', async () => {
    const { worktree } = scene
    worktree.commit({ [workflow]: 'on: pull_request # and nothing is judged\n' })
    const changed = worktree.git('rev-parse', 'HEAD')
    worktree.git('reset', '--quiet', '--hard', scene.head)
    const variables = { GITHUB_WORKFLOW_SHA: changed }
    const forged = (await scene.onPullRequest('security-baseline', { environment: variables })).outputs[
      'evidence'
    ]
    expectUnverified(await precheck(forged ?? '', variables))
  })

  test('a statement of a failing change that says go', async () => {
    const flipped = evidence.replace('"status":"pass"', '"status":"fail"')
    expect(flipped).not.toBe(evidence)
    expectUnverified(await precheck(flipped))
  })
})

import { afterEach, describe, expect, test } from '@jest/globals'
import { type Check, report as reportSchema } from '@operator/report'
import { addPullRequest, addWorkflowRun } from '../github/index.ts'
import { buildBeforehand, expectNoGo, type Scene, setScene } from './scene.ts'

/** Design §4 lines 2 and 3, for what is paid for: a raise that hides, and a change that vouches for itself. */

const actions = ['precheck'] as const
buildBeforehand(actions)

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

type Files = Readonly<Record<string, string>>

const policy = (cost = '') =>
  `precheck: { wait: 0s${cost} }\nchecks:\n  precheck/cost-impact: enforce\n  precheck/pipeline-changed: report\n`

async function judge(
  base: Files,
  head: Files,
  written = policy(),
): Promise<{ check: Check; verdict: string }> {
  scene = await setScene(actions, {
    people: { mona: 'write' },
    base: {
      'README.md': '# shop\n',
      '.github/workflows/ci.yml':
        'on: [pull_request]\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n',
      '.github/operator.yml': written,
      ...base,
    },
    head,
  })
  addPullRequest(scene.world, { head: 'topic', author: 'mona' })
  addWorkflowRun(scene.world, {
    workflow: '.github/workflows/ci.yml',
    event: 'pull_request',
    sha: scene.head,
    branch: 'topic',
    jobs: [{ name: 'test' }],
  })
  const result = await scene.onPullRequest('precheck')
  const check = reportSchema
    .parse(JSON.parse(result.report ?? ''))
    .checks.find(({ id }) => id === 'precheck/cost-impact')
  if (check === undefined) throw new Error(`No answer about costs: ${result.log}`)
  if (check.status !== 'pass') expectNoGo(result)
  return { check, verdict: result.outputs['verdict'] ?? '' }
}

const autoscaler = (max: string, head = '') =>
  `${head}apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { kind: Deployment, name: web }\n  maxReplicas: ${max}\n`
const patched = (max: number) =>
  `resources: [../base]\npatches:\n  - target: { kind: HorizontalPodAutoscaler, name: web }\n    patch: |-\n      - op: replace\n        path: /spec/maxReplicas\n        value: ${max}\n`
const plan = JSON.stringify({
  format_version: '1.2',
  timestamp: '2999-01-01T00:00:00Z',
  resource_changes: [],
})

test('a lower ceiling is let through', async () => {
  const { check, verdict } = await judge(
    { 'k8s/web.yaml': autoscaler('9') },
    { 'k8s/web.yaml': autoscaler('3') },
  )
  expect([check.status, verdict]).toEqual(['pass', 'go'])
})

describe('a raised ceiling asks', () => {
  test.each<[string, Files, Files, string]>([
    [
      'in a patch that is text',
      { 'prod/kustomization.yaml': patched(3) },
      { 'prod/kustomization.yaml': patched(300) },
      '',
    ],
    [
      'behind an anchor',
      { 'k8s/web.yaml': autoscaler('*n', 'x: &n 3\n') },
      { 'k8s/web.yaml': autoscaler('*n', 'x: &n 300\n') },
      '',
    ],
    [
      'in a file that moved and got another name',
      { 'k8s/web.yaml': autoscaler('3') },
      {
        'k8s/web.yaml': '# moved\n',
        'docs/notes.json': JSON.stringify({
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: { name: 'web' },
          spec: { maxReplicas: 300 },
        }),
      },
      '',
    ],
    [
      'beside a policy that the change turns off',
      { 'k8s/web.yaml': autoscaler('3') },
      { 'k8s/web.yaml': autoscaler('300'), '.github/operator.yml': policy(', cost: { ignore: ["k8s/**"] }') },
      '',
    ],
    [
      'in Terraform, with a plan that the change brings along',
      { 'infra/main.tf': 'resource "aws_autoscaling_group" "a" { max_size = 3 }\n' },
      { 'infra/main.tf': 'resource "aws_autoscaling_group" "a" { max_size = 300 }\n', 'plan.json': plan },
      ', cost: { terraform-plans: [{ path: plan.json }] }',
    ],
  ])('%s', async (_, base, head, cost) => {
    const { check, verdict } = await judge(base, head, policy(cost))
    expect([check.status, verdict]).toEqual(['ask', 'ask-human'])
  })

  test('and stated twice it is unknown', async () => {
    const { check, verdict } = await judge(
      { 'k8s/web.yaml': autoscaler('3') },
      { 'k8s/web.yaml': autoscaler('300\n  maxReplicas: 3') },
    )
    expect([check.status, verdict]).toEqual(['unknown', 'incomplete'])
  })
})

import { expect, test } from '@jest/globals'
import { report } from '@operator/report'
import { buildBeforehand, setScene } from '../attacks/scene.ts'
import { addPullRequest, addRuleset, addWorkflowRun } from '../github/index.ts'
import { ci } from '../precheck/stage.ts'

/** The built precheck on a repository that has not met Operator yet, and on one that has a policy. */
const actions = ['precheck'] as const
buildBeforehand(actions)

const title = 'First use of Operator here'

async function judge(files: Readonly<Record<string, string>>) {
  const scene = await setScene(actions, {
    base: { 'README.md': '# shop\n', '.github/workflows/ci.yml': ci, ...files },
    head: { 'src/shop.ts': 'export const name = "shop"\n' },
  })
  const { world, github, head } = scene
  addPullRequest(world, { head: 'topic', author: 'mona' })
  addWorkflowRun(world, {
    workflow: 'ci.yml',
    event: 'pull_request',
    sha: head,
    branch: 'topic',
    jobs: [{ name: 'lint' }, { name: 'test' }],
  })
  addRuleset(world, {
    rules: [
      { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'test' }] } },
    ],
  })
  const result = await scene.onPullRequest('precheck', { inputs: { comment: 'false' } })
  const queries = github.requests.map(({ operation, query }) => query ?? operation)
  await scene.close()
  return { summary: result.summary, report: report.parse(JSON.parse(result.report ?? '')), queries }
}

test('the summary of the first use has a folded section, and reads nothing more for it', async () => {
  const first = await judge({})
  expect(first.summary).toContain(`<details><summary>${title}`)
  expect(first.summary).toContain('test \\(ruleset, from anybody; reported by .github/workflows/ci.yml\\)')
  expect(first.summary.indexOf('| | check | why |')).toBeGreaterThan(0)
  expect(first.report.api?.graphql_points).toBeLessThanOrEqual(2)
  expect(first.report.api?.rest_calls).toBeLessThanOrEqual(3)
  const later = await judge({ '.github/operator.yml': 'version: 1\nprecheck: { wait: 1s }\n' })
  expect(later.summary).not.toContain(title)
  expect(later.queries.sort()).toEqual(first.queries.sort())
})

import { afterEach, expect, test } from '@jest/globals'
import { buildBeforehand } from '../attacks/scene.ts'
import { addComment, addWorkflowRun } from '../github/index.ts'
import { actions, type Stage, setStage } from './stage.ts'

buildBeforehand(actions)

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

/** A commit that everybody is content with, merged by #1, after another one that is live. */
async function allGreen() {
  stage = await setStage({
    people: { mona: 'write', hubot: 'write', lin: 'write' },
    head: { 'docs/shop.md': '# Shop\n' },
  })
  const { world, worktree, base, head, openPullRequest, review, runCi } = stage
  addWorkflowRun(world, {
    workflow: 'deploy.yml',
    sha: base,
    jobs: [{ name: 'deploy', environment: 'production' }],
  })
  worktree.git('update-ref', 'refs/heads/main', head)
  const pull = openPullRequest({ merged: { commit: head }, body: '## Rollback plan\n\nRevert it.\n' })
  review(pull)
  runCi({ event: 'push', branch: 'main' })
  return { ...stage, pull }
}

test('an override that nobody needed is told before a deployment at which nothing fails or asks', async () => {
  const { judgeDeployment, github, world, head, pull } = await allGreen()
  const statuses = (judged: Awaited<ReturnType<Stage['judgeDeployment']>>) =>
    judged.report.checks.filter(({ status }) => status === 'fail' || status === 'ask').map(({ id }) => id)
  const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const line = `/operator override precheck/changelog ${head} until ${until} because the entry comes later`
  addComment(world, { issue: pull.number, author: 'lin', body: line })
  const from = github.requests.length
  const judged = await judgeDeployment({ inputs: { comment: 'false' } })
  expect(statuses(judged)).toEqual([])
  expect([judged.verdict, judged.told('changelog')]).toEqual(['go', 'pass not-user-facing'])
  expect(judged.check('changelog').findings).toEqual([
    expect.objectContaining({ ruleId: 'override-unused', message: expect.stringContaining('lin') }),
  ])
  expect(judged.result.summary).toContain('There is nothing to override.')
  expect(github.requests.slice(from).map(({ query }) => query)).not.toContain('Discussions')
})

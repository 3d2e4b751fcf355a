import { afterEach, describe, expect, test } from '@jest/globals'
import { buildBeforehand } from '../attacks/scene.ts'
import { addWorkflowRun, completeWorkflowRun, type StandIn } from '../github/index.ts'
import { actions, type Judged, type Stage, setStage } from './stage.ts'

/** What a verdict costs of the budgets that belong to the whole repository. Publishing comes on top, so nothing is published here. */

buildBeforehand(actions)

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

/** What the stand-in GitHub has counted, and what the report says of it. */
async function counted(github: StandIn, judge: () => Promise<Judged>) {
  const from = github.requests.length
  const points = github.budgets.graphql.remaining
  const judged = await judge()
  const asked = github.requests.slice(from)
  const queries = asked.flatMap(({ operation, query }) => (operation === 'graphql' ? [query ?? ''] : []))
  const cost = {
    graphql_points: points - github.budgets.graphql.remaining,
    rest_calls: asked.length - queries.length,
  }
  expect(judged.report.api).toEqual(cost)
  expect(judged.result.summary).toContain(
    `${cost.rest_calls} REST calls, ${cost.graphql_points} GraphQL points`,
  )
  return { ...cost, queries, judged }
}

const inputs = { comment: 'false' }

describe('one pull request', () => {
  test('costs one query of two points and three calls, whatever the verdict', async () => {
    stage = await setStage({ enforced: ['approved', 'changelog', 'rollback-plan', 'lint', 'tests', 'build'] })
    const { openPullRequest, review, runCi, demand, judgePullRequest, github } = stage
    demand('test')
    const pull = openPullRequest({ body: 'Nothing about how to take it back.' })
    const run = runCi({ jobs: [{ name: 'lint' }], status: 'in_progress' })
    const open = await counted(github, () => judgePullRequest({ inputs }))
    expect(open.judged.verdict).toBe('no-go')
    completeWorkflowRun(stage.world, run, 'failure')
    review(pull)
    const red = await counted(github, () => judgePullRequest({ inputs }))
    for (const { queries, graphql_points, rest_calls } of [open, red]) {
      expect(queries).toEqual(['Release'])
      expect(graphql_points).toBeLessThanOrEqual(2)
      expect(rest_calls).toBeLessThanOrEqual(3)
    }
  })
})

describe('a deployment', () => {
  test('costs two points more for the range, and one for each thing that has to be read back', async () => {
    stage = await setStage({
      enforced: ['merged', 'approved', 'staging-first', 'no-open-incident', 'one-change'],
      policy: [
        'environments:',
        '  production: { after: { environment: staging, soak: 0s, proof: deployed } }',
      ],
    })
    const { openPullRequest, review, runCi, judgeDeployment, github, world, worktree, base, head } = stage
    const deployed = (sha: string, environment: string) =>
      addWorkflowRun(world, { workflow: 'deploy.yml', sha, jobs: [{ name: 'deploy', environment }] })
    deployed(base, 'production')
    deployed(head, 'staging')
    worktree.git('update-ref', 'refs/heads/main', head)
    review(openPullRequest({ merged: { commit: head } }))
    runCi({ event: 'push', branch: 'main' })
    const asked = await counted(github, () => judgeDeployment({ inputs }))
    expect(asked.judged.told('approved')).toBe('pass approved')
    expect(asked.judged.told('staging-first')).toBe('pass ran-before')
    const times = (query: string) => asked.queries.filter((one) => one === query).length
    expect([times('Release'), times('CommitPullRequests'), times('PullRequests')]).toEqual([1, 1, 1])
    // Where the deployment that is live came from, for the range's base and for the way back; what people said.
    expect(times('CommitChecks')).toBeLessThanOrEqual(2)
    expect(times('Discussions')).toBeLessThanOrEqual(1)
    expect(asked.graphql_points).toBeLessThanOrEqual(asked.queries.length + 1)
  })
})

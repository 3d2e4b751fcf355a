import { afterEach, describe, expect, test } from '@jest/globals'
import { buildBeforehand } from '../attacks/scene.ts'
import { addWorkflowRun, completeWorkflowRun, type StandIn } from '../github/index.ts'
import { actions, type Judged, type Stage, setStage } from './stage.ts'

/** What a verdict costs of the budgets that belong to the whole repository. What is published comes on top, and is counted by itself. */

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
  const calls = asked.flatMap(({ operation, method, path }) =>
    operation === 'graphql' ? [] : [`${method} ${path.replace(/\?.*/, '').replace('/repos/octo/shop/', '')}`],
  )
  return { ...cost, queries, calls, judged }
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

describe('checks that are still running', () => {
  test('cost one point each time they are asked for', async () => {
    stage = await setStage({ policy: ['precheck: { wait: 1s }'] })
    const { openPullRequest, runCi, judgePullRequest, github } = stage
    openPullRequest()
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: null }] })
    const { queries, graphql_points, rest_calls } = await counted(github, () => judgePullRequest({ inputs }))
    const [first, ...polls] = queries
    expect([first, new Set(polls)]).toEqual(['Release', new Set(['CommitChecks'])])
    expect(graphql_points).toBeLessThanOrEqual(2 + polls.length)
    expect(rest_calls).toBeLessThanOrEqual(3)
  })
})

describe('publishing', () => {
  test('is told by itself: three calls for the first comment, two and who we are where it has to be edited', async () => {
    stage = await setStage()
    const { openPullRequest, runCi, judgePullRequest, github } = stage
    openPullRequest()
    runCi()
    const told = async () => {
      const from = { requests: github.requests.length, points: github.budgets.graphql.remaining }
      const { result, report } = await judgePullRequest()
      const all = github.requests
        .slice(from.requests)
        .filter(({ operation }) => operation !== 'graphql').length
      const points = from.points - github.budgets.graphql.remaining
      const { rest_calls = 0, graphql_points = 0 } = report.api ?? {}
      return [/Publishing cost .*/.exec(result.log)?.[0], all - rest_calls, points - graphql_points]
    }
    expect(await told()).toEqual(['Publishing cost 3 REST calls and 0 GraphQL points more.', 3, 0])
    expect(await told()).toEqual(['Publishing cost 2 REST calls and 1 GraphQL point more.', 2, 1])
  })
})

describe('a deployment', () => {
  const enforced = ['merged', 'approved', 'staging-first', 'no-open-incident', 'one-change']
  const policy = [
    'environments:',
    '  production: { after: { environment: staging, soak: 0s, proof: deployed } }',
  ]

  async function merged(): Promise<Stage> {
    stage = await setStage({
      enforced,
      policy,
      head: { 'src/shop.ts': 'x\n', 'CHANGELOG.md': '# Changes\n' },
    })
    const { openPullRequest, review, runCi, world, worktree, base, head } = stage
    const deployed = (sha: string, environment: string) =>
      addWorkflowRun(world, { workflow: 'deploy.yml', sha, jobs: [{ name: 'deploy', environment }] })
    deployed(base, 'production')
    deployed(head, 'staging')
    worktree.git('update-ref', 'refs/heads/main', head)
    review(openPullRequest({ merged: { commit: head } }))
    runCi({ event: 'push', branch: 'main' })
    return stage
  }

  /**
   * Two points for the release, two for the range with what was said on its pull requests, and one for the checks of the
   * commit that is live: GitHub links a deployment to the job behind it there alone, and which commit that is tells the call
   * before. The calls beside those of a pull request are the deployments and their statuses, which name the range's base.
   */
  test('costs two points more for the range, and one to read back where the live version came from', async () => {
    const { github, judgeDeployment } = await merged()
    const asked = await counted(github, () => judgeDeployment({ inputs }))
    expect(asked.judged.told('approved')).toBe('pass approved')
    expect(asked.judged.told('staging-first')).toBe('pass ran-before')
    expect(asked.queries.toSorted()).toEqual([
      'CommitChecks',
      'CommitPullRequests',
      'PullRequests',
      'Release',
    ])
    expect(asked.graphql_points).toBeLessThanOrEqual(2 + 2 + 1)
    expect(asked.calls.toSorted()).toEqual([
      'GET branches/main',
      'GET contents/.github%2Fworkflows%2Foperator.yml',
      'GET deployments',
      expect.stringMatching(/^GET deployments\/\d+\/statuses$/),
      'GET rules/branches/main',
    ])
  })
})

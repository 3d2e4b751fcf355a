import { afterEach, describe, expect, test } from '@jest/globals'
import { buildBeforehand } from '../attacks/scene.ts'
import { addCheckRun, addCheckSuite, addStatus, addWorkflowRun, type Fault } from '../github/index.ts'
import { actions, type Setting, type Stage, setStage } from './stage.ts'

/** Half answers, refusals and sheer numbers through the built precheck: unknown or right, never go, never a stack trace. */

buildBeforehand(actions)

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

const enforced = ['approved', 'merged']
const inputs = { comment: 'false' }

/** A change that would go, were it not for the answers. */
async function sound(setting: Setting = {}): Promise<Stage> {
  stage = await setStage({ enforced, ...setting })
  stage.demand('test')
  return stage
}

/** As often as a read is tried. */
const everyTime = 3
const once = 1

const refused = (path: readonly (string | number)[]): Fault => ({
  kind: 'partial',
  path,
  type: 'FORBIDDEN',
  message: 'Resource not accessible by integration',
})

describe('a pull request that would go', () => {
  test('goes with whole answers, and with none of these', async () => {
    const { openPullRequest, review, runCi, judgePullRequest, github } = await sound()
    review(openPullRequest())
    runCi()
    const repository = ['repository']
    const commit = [...repository, 'object']
    const rollup = [...commit, 'statusCheckRollup']
    const release = { query: 'Release' }
    const rules = { operation: 'repos/get-branch-rules' }
    const branch = { operation: 'repos/get-branch' }
    const faults: readonly (readonly [object, Fault, number])[] = [
      [release, refused(repository), once],
      [release, refused(commit), once],
      [release, refused([...rollup, 'contexts']), once],
      [release, refused([...rollup, 'contexts', 'nodes', 0]), once],
      [release, refused([...commit, 'checkSuites', 'nodes', 0]), once],
      [release, refused([...repository, 'pullRequest']), once],
      [release, refused([...repository, 'pullRequest', 'latestOpinionatedReviews']), once],
      [release, { kind: 'status', status: 404 }, once],
      [release, { kind: 'status', status: 503 }, everyTime],
      [release, { kind: 'truncated' }, everyTime],
      [release, { kind: 'primary-rate-limit' }, once],
      [release, { kind: 'secondary-rate-limit', retryAfter: 60 }, once],
      [rules, { kind: 'status', status: 404 }, once],
      [rules, { kind: 'status', status: 429 }, once],
      [rules, { kind: 'secondary-rate-limit' }, once],
      [branch, { kind: 'status', status: 403 }, once],
    ]
    const goes: unknown[] = []
    for (const [target, fault, times] of faults) {
      github.faults.add(target, fault, times)
      const { verdict } = await judgePullRequest({ inputs })
      if (verdict !== 'incomplete') goes.push([target, fault, verdict])
    }
    expect(goes).toEqual([])
    expect((await judgePullRequest({ inputs })).verdict).toBe('go')
  }, 300_000)
})

describe('a deployment that would go', () => {
  test('goes with whole answers, and with none of these', async () => {
    const { openPullRequest, review, runCi, judgeDeployment, github, worktree, world, base, head } =
      await sound()
    addWorkflowRun(world, {
      workflow: 'deploy.yml',
      sha: base,
      jobs: [{ name: 'deploy', environment: 'production' }],
    })
    worktree.git('update-ref', 'refs/heads/main', head)
    review(openPullRequest({ merged: { commit: head } }))
    runCi({ event: 'push', branch: 'main' })
    const faults: readonly (readonly [object, Fault])[] = [
      [{ query: 'CommitPullRequests' }, refused(['repository', 'n0'])],
      [{ query: 'CommitPullRequests' }, refused(['repository', 'n0', 'associatedPullRequests'])],
      [{ query: 'PullRequests' }, refused(['repository', 'n0'])],
      [{ query: 'PullRequests' }, { kind: 'secondary-rate-limit' }],
      [{ query: 'Release' }, refused(['repository', 'target'])],
    ]
    const goes: unknown[] = []
    for (const [target, fault] of faults) {
      github.faults.add(target, fault)
      const { verdict } = await judgeDeployment({ inputs })
      if (verdict !== 'incomplete') goes.push([target, fault, verdict])
    }
    expect(goes).toEqual([])
    expect((await judgeDeployment({ inputs })).verdict).toBe('go')
  }, 300_000)
})

describe('very many', () => {
  test('checks on one commit: 10,000 are more than are read, and that is said', async () => {
    const { openPullRequest, review, runCi, judgePullRequest, world, head } = await sound()
    review(openPullRequest())
    runCi()
    const { id: suite } = addCheckSuite(world, { sha: head, app: 'matrix', conclusion: 'success' })
    for (let number = 0; number < 9_997; number += 1) {
      addCheckRun(world, { sha: head, name: `leg ${number}`, app: 'matrix', suite })
    }
    addStatus(world, { sha: head, context: 'the last one', state: 'failure' })
    const judged = await judgePullRequest({ inputs })
    expect([judged.verdict, judged.told()]).toEqual(['incomplete', 'unknown checks-unread'])
    expect(judged.check().reason.message).toContain('more than 1500 checks')
  }, 300_000)

  test('pull requests in a range: each of 300 is looked at', async () => {
    const { openPullRequest, review, runCi, judgeDeployment, worktree, world, base } = await sound()
    addWorkflowRun(world, {
      workflow: 'deploy.yml',
      sha: base,
      jobs: [{ name: 'deploy', environment: 'production' }],
    })
    const commits: string[] = []
    let parent = base
    const tree = worktree.git('rev-parse', `${base}^{tree}`)
    for (let number = 0; number < 300; number += 1) {
      parent = worktree.git('commit-tree', tree, '-p', parent, '-m', `Change ${number}`)
      commits.push(parent)
    }
    worktree.git('update-ref', 'refs/heads/main', parent)
    worktree.git('update-ref', 'refs/remotes/origin/main', parent)
    for (const [index, commit] of commits.entries()) {
      const pull = openPullRequest({ head: `change-${index}`, headSha: commit, merged: { commit } })
      // One of them, in the middle, was never reviewed.
      if (index !== 137) review(pull)
    }
    runCi({ sha: parent, event: 'push', branch: 'main' })
    const judged = await judgeDeployment({ head: parent, inputs })
    expect(judged.verdict).toBe('no-go')
    expect(judged.told('merged')).toBe('pass merged')
    expect(judged.told('approved')).toBe('fail approval-missing')
    const lacking = world.pullRequests[137]
    expect(judged.check('approved').reason.message).toBe(`#${lacking?.number}: nobody has approved it.`)
    expect(judged.check('approved').evidence).toHaveLength(300)
  }, 300_000)

  test('files: 3,000 are compared', async () => {
    const head = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, number) => [
        `src/${number % 50}/file-${number}.ts`,
        `export const n = ${number}\n`,
      ]),
    )
    const { openPullRequest, review, runCi, judgePullRequest } = await sound({ head })
    review(openPullRequest())
    runCi()
    const judged = await judgePullRequest({ inputs })
    expect(judged.verdict).toBe('go')
    expect(judged.told('small-change')).toMatch(/^ask /)
    expect(
      judged
        .check('small-change')
        .evidence.map(({ fact }) => fact)
        .join(),
    ).toContain('3000')
  }, 300_000)
})

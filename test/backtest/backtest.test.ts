import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { backtestResult } from '@operator/precheck/backtest'
import { addPullRequest, addReview, addStatus, addWorkflowRun, type Permissions } from '../github/index.ts'
import { runOperator } from './command.ts'
import { type History, startHistory } from './history.ts'

const may = {
  actions: 'read',
  checks: 'read',
  contents: 'read',
  issues: 'read',
  'pull-requests': 'read',
  statuses: 'read',
} as const

const policy = ['version: 1', 'checks: { precheck/approved: enforce }', 'precheck: { wait: 0s }', ''].join(
  '\n',
)

/** Minutes of one day, so that each merge has its own. */
const at = (minute: number) =>
  `2026-11-20T${String(8 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00Z`

async function backtest(history: History, args: readonly string[], permissions: Permissions = may) {
  const directory = history.clone().directory
  const token = history.github.mintToken({ permissions })
  return runOperator(['backtest', ...args], { directory, github: history.github, token })
}

const json = (stdout: string) => backtestResult.parse(JSON.parse(stdout))

describe('a history with everything in it', () => {
  let history: History
  const numbers: Record<string, number> = {}

  beforeAll(async () => {
    history = await startHistory({ '.github/operator.yml': policy })
    const { world, merge } = history
    const add = (name: string, change: Omit<Parameters<History['merge']>[0], 'title'>) => {
      const pull = merge({ title: name, ...change })
      numbers[name] = pull.number
      return pull
    }
    add('good', { at: at(0), approvedBy: 'hubot' })
    add('red', {
      at: at(10),
      approvedBy: 'hubot',
      run: { jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] },
    })
    add('alone', { at: at(20) })
    add('untested', { at: at(30), approvedBy: 'hubot', run: false })
    // What came after the merge was not there when it was decided.
    const late = add('late', { at: at(40), run: false })
    addReview(world, late, { author: 'hubot', submittedAt: at(200) })
    addWorkflowRun(world, {
      workflow: 'ci.yml',
      event: 'pull_request',
      sha: late.headSha ?? '',
      branch: 'x',
      createdAt: at(201),
      jobs: [{ name: 'lint' }, { name: 'test' }],
    })
    const rerun = add('overwritten', { at: at(50), approvedBy: 'hubot' })
    addStatus(world, {
      sha: rerun.headSha ?? '',
      context: 'deploy/preview',
      state: 'success',
      createdAt: at(210),
    })
    const open = add('unfinished', {
      at: at(60),
      approvedBy: 'hubot',
      run: { jobs: [{ name: 'lint' }, { name: 'test', completedAt: at(90) }] },
    })
    expect(open.mergedAt).toBe(at(60))
  }, 120_000)
  afterAll(() => history.close())

  test('counts what would have been blocked, asked and not known, with the numbers', async () => {
    const from = history.github.requests.length
    const { exitCode, stdout, stderr } = await backtest(history, ['--json'])
    const result = json(stdout)
    const asked = history.github.requests.slice(from)
    const verdicts = Object.fromEntries(
      Object.entries(numbers).map(([name, number]) => [
        name,
        result.pullRequests.find((one) => one.number === number)?.verdict,
      ]),
    )
    expect(verdicts).toEqual({
      good: 'go',
      red: 'no-go',
      alone: 'ask-human',
      untested: 'incomplete',
      late: 'incomplete',
      overwritten: 'incomplete',
      unfinished: 'incomplete',
    })
    expect(result.verdicts).toEqual({ go: 1, 'no-go': 1, 'ask-human': 1, incomplete: 4 })
    const enforced = result.reasons.filter(({ level }) => level === 'enforce')
    expect(
      enforced.map(({ check, code, count, pullRequests }) => [check, code, count, pullRequests]),
    ).toEqual([
      ['precheck/ci-green', 'checks-failed', 1, [numbers['red']]],
      ['precheck/ci-green', 'no-checks', 2, [numbers['late'], numbers['untested']]],
      ['precheck/ci-green', 'checks-pending', 1, [numbers['unfinished']]],
      ['precheck/ci-green', 'checks-unread', 1, [numbers['overwritten']]],
      ['precheck/approved', 'approval-missing', 2, [numbers['late'], numbers['alone']]],
    ])
    expect(result.unreplayed).toEqual([])
    expect(exitCode).toBe(0)
    expect(stderr).toContain(`#${numbers['good']}, 7 of 7`)
    // Rules are the same for all.
    const rest = asked.filter(({ operation }) => operation !== 'graphql').map(({ operation }) => operation)
    expect(rest.sort()).toEqual(['repos/get', 'repos/get-branch', 'repos/get-branch-rules'])
    expect(result.api.rest_calls).toBe(rest.length)
    expect(result.api.graphql_points).toBeLessThanOrEqual(1 + 3 * 7)
  })

  test('says it in words, and what it cannot tell', async () => {
    const { stdout } = await backtest(history, ['--last', '1'])
    expect(stdout).toContain(
      'Of 1 pull request it would have let 0 pass, blocked 0, asked a person about 0, and not have known enough of 1.',
    )
    expect(stdout).toContain('Rulesets, branch protection and what people may do are those of today')
    expect(stdout).toContain('staging-first')
  })

  test('tries a policy that is not committed', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'operator-policy-')), 'policy.yml')
    writeFileSync(file, 'version: 1\nchecks: { precheck/ci-green: report }\n')
    const { stdout, exitCode } = await backtest(history, ['--json', '--policy', file, '--last', '1'])
    writeFileSync(file, 'version: 1\nchecks: { precheck/ci-gren: report }\n')
    const wrong = await backtest(history, ['--json', '--policy', file])
    rmSync(dirname(file), { recursive: true })
    expect(json(stdout).policy.origin).toBe(file)
    expect(exitCode).toBe(0)
    expect(wrong).toMatchObject({ exitCode: 64, stdout: '' })
    expect(wrong.stderr).toMatch(/precheck\/ci-gren.*:2:|:2:.*precheck\/ci-gren/)
  })
})

describe('what cannot be replayed is counted by name', () => {
  let history: History
  let directory: string
  let first: number

  beforeAll(async () => {
    history = await startHistory({ '.github/operator.yml': policy })
    first = history.merge({ title: 'one', at: at(0), approvedBy: 'hubot' }).number
    history.merge({ title: 'two', at: at(10), approvedBy: 'hubot' })
    history.merge({ title: 'three', at: at(20), approvedBy: 'hubot' })
    directory = history.clone().directory
  }, 120_000)
  afterAll(() => history.close())

  const run = (args: readonly string[], permissions: Permissions = may) =>
    runOperator(['backtest', '--json', ...args], {
      directory,
      github: history.github,
      token: history.github.mintToken({ permissions }),
    })

  test('one pull request whose read fails does not end the run', async () => {
    history.github.faults.add({ query: 'ReportTimes' }, { kind: 'status', status: 502 }, 3)
    const { exitCode, stdout } = await run([])
    const result = json(stdout)
    expect(result.pullRequests.map(({ title, verdict }) => [title, verdict])).toEqual([
      ['three', 'incomplete'],
      ['two', 'go'],
      ['one', 'go'],
    ])
    expect(result.unreplayed).toEqual([
      {
        code: 'unavailable',
        count: 1,
        pullRequests: [first + 2],
        example: 'GitHub did not answer: Server Error',
      },
    ])
    expect(exitCode).toBe(3)
  })

  test('where a limit is reached nothing more is asked', async () => {
    history.github.faults.add({ query: 'ReportTimes' }, { kind: 'secondary-rate-limit' })
    const from = history.github.requests.length
    const { exitCode, stdout } = await run([])
    const result = json(stdout)
    expect(result.unreplayed).toMatchObject([{ code: 'rate-limited', count: 3 }])
    expect(result.verdicts).toMatchObject({ incomplete: 3 })
    const asked = history.github.requests.slice(from).map(({ query, operation }) => query ?? operation)
    expect(asked).toEqual(['repos/get', 'MergedPullRequests', 'ReportTimes'])
    expect(exitCode).toBe(3)
  })

  test('a token that may not see pull requests', async () => {
    const { exitCode, stdout } = await run([], { contents: 'read', checks: 'read' })
    const result = json(stdout)
    expect(result).toMatchObject({ unlisted: { code: 'forbidden' }, pullRequests: [], complete: false })
    expect(exitCode).toBe(3)
  })

  test('a token that may not see checks: nothing passes', async () => {
    const { stdout } = await run(['--last', '1'], { contents: 'read', 'pull-requests': 'read' })
    expect(json(stdout).verdicts).toEqual({ go: 0, 'no-go': 0, 'ask-human': 0, incomplete: 1 })
  })

  test('no token at all, and a count that is none', async () => {
    const without = await runOperator(['backtest', '--json'], { directory, github: history.github })
    expect(without).toMatchObject({ exitCode: 64, stdout: '' })
    expect(without.stderr).toContain('GITHUB_TOKEN: there is no token')
    const elsewhere = await runOperator(['backtest', '--token-env', 'MINE', '--last', 'x'], {
      directory,
      environment: { MINE: 'anything' },
    })
    expect(elsewhere).toMatchObject({ exitCode: 64, stdout: '' })
    expect(elsewhere.stderr).toContain('--last: it takes a number from 1 to 500, not "x".')
  })
})

describe('long and empty histories', () => {
  test('no merged pull request at all is no success', async () => {
    const history = await startHistory()
    const { exitCode, stdout } = await backtest(history, ['--markdown'])
    expect(stdout).toContain('no pull request was ever merged into main')
    expect(exitCode).toBe(3)
    await history.close()
  })

  test('more than a page of them, by the time of the merge; what the clone lacks is said', async () => {
    const history = await startHistory()
    const clone = history.clone().directory
    const only = history.merge({ title: 'after the clone', at: at(0), run: false })
    const { mergeCommit, headSha } = only
    for (let index = 1; index < 56; index += 1) {
      addPullRequest(history.world, {
        title: `number ${index}`,
        head: 'topic-1',
        headSha: headSha ?? '',
        merged: { commit: mergeCommit ?? '', at: at(index) },
      })
    }
    // Somebody commented on an old one: GitHub lists it first, and it is the oldest merge all the same.
    only.updatedAt = at(300)
    const token = history.github.mintToken({ permissions: may })
    const { exitCode, stdout } = await runOperator(['backtest', '--json', '--last', '53'], {
      directory: clone,
      github: history.github,
      token,
    })
    const result = json(stdout)
    expect(result.pullRequests.map(({ title }) => title)).toEqual(
      Array.from({ length: 53 }, (_, index) => `number ${55 - index}`),
    )
    expect(result.unreplayed).toMatchObject([{ code: 'not-in-clone', count: 53 }])
    expect(history.github.requests.filter(({ query }) => query === 'MergedPullRequests')).toHaveLength(2)
    expect(exitCode).toBe(3)
    await history.close()
  })
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { backtestResult } from '@operator/precheck/backtest'
import { addReview, addStatus, addWorkflowRun, type Permissions } from '../github/index.ts'
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
    const { exitCode, stdout, stderr } = await backtest(history, ['--json'])
    const result = json(stdout)
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
    expect(stderr).toContain('#')
  })

  test('says it in words, and what it cannot tell', async () => {
    const { stdout } = await backtest(history, ['--last', '3'])
    expect(stdout).toContain(
      'Of 3 pull requests it would have let 0 pass, blocked 0, asked a person about 0, and not have known enough of 3.',
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

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parsePolicy } from '@operator/policy'
import { type Diagnosis, diagnosis } from '@operator/precheck/doctor'
import { parse } from 'yaml'
import { z } from 'zod'
import { runOperator } from '../backtest/command.ts'
import { type History, startHistory } from '../backtest/history.ts'
import { addRuleset, type Permissions } from '../github/index.ts'

const may = {
  actions: 'read',
  checks: 'read',
  contents: 'read',
  deployments: 'read',
  issues: 'read',
  'pull-requests': 'read',
  statuses: 'read',
} as const

let history: History
let directory: string

beforeAll(async () => {
  history = await startHistory()
  history.merge({ title: 'one', at: '2026-11-20T08:00:00Z', approvedBy: 'hubot' })
  addRuleset(history.world, {
    rules: [
      {
        type: 'required_status_checks',
        parameters: {
          required_status_checks: [{ context: 'lint' }, { context: 'tset', integration_id: 15368 }],
        },
      },
    ],
  })
  directory = history.clone().directory
}, 120_000)
afterAll(() => history.close())

async function examine(permissions: Permissions = may, clone = directory) {
  const token = history.github.mintToken({ permissions })
  const result = await runOperator(['doctor', '--json'], { directory: clone, github: history.github, token })
  return { ...result, found: diagnosis.parse(JSON.parse(result.stdout)) }
}

const weaknesses = ({ required }: Diagnosis) =>
  Object.fromEntries(required.map((one) => [one.name, one.weaknesses.map(({ code }) => code)]))

const rule = z.object({
  type: z.literal('required_status_checks'),
  parameters: z.object({
    required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.number() })),
  }),
})

describe('npm run operator -- doctor', () => {
  test('says who could forge what; and once what it says is pasted, nothing is left to mend', async () => {
    const before = await examine()
    expect(before.exitCode).toBe(1)
    expect(before.found.permissions.every(({ state }) => state === 'readable')).toBe(true)
    expect(weaknesses(before.found)).toEqual({ lint: ['not-pinned'], tset: ['nobody-reports'] })
    expect(before.found.required[1]?.weaknesses[0]?.message).toContain('Close to it: "test"')
    expect(before.found.weaknesses.map(({ code }) => code)).toEqual(['runs-own-version'])
    expect(before.found.tried).toEqual(['pull request #1', 'a deployment of main to production'])
    expect(before.found.unanswerable.map(({ code }) => code)).not.toContain('forbidden')

    const { paste } = before.found
    expect(parse(paste.permissions)).toEqual({ permissions: may })
    expect(parsePolicy(paste.policy, 'operator.yml').policy.precheck['required-checks']).toEqual([
      { name: 'lint', app: 'github-actions', workflow: '.github/workflows/ci.yml' },
      { name: 'test', app: 'github-actions', workflow: '.github/workflows/ci.yml' },
    ])
    const rulesets = history.world.branches.rulesets.splice(0)
    addRuleset(history.world, { rules: [rule.parse(JSON.parse(paste.ruleset))] })
    history.worktree.commit({ '.github/operator.yml': `${paste.policy}\n` }, 'Policy')
    const after = await examine(may, history.clone().directory)
    history.worktree.git('reset', '--quiet', '--hard', 'HEAD~1')
    history.world.branches.rulesets.splice(0, 1, ...rulesets)
    expect(weaknesses(after.found)).toEqual({ lint: [], test: [] })
    expect(after.found.weaknesses).toEqual([])
    expect(after.found.paste.policy).toBe('# nothing is missing')
    expect(after.exitCode).toBe(0)
  })

  test('a permission that is missing is named, with the checks that would be unknown', async () => {
    const { found, exitCode } = await examine({ contents: 'read', 'pull-requests': 'read' })
    const refused = found.permissions.filter(({ state }) => state === 'refused')
    expect(refused.map(({ name, message }) => [name, message])).toEqual(
      ['checks', 'statuses', 'actions', 'deployments', 'issues'].map((name) => [
        name,
        `The token lacks the permission ${name}: read.`,
      ]),
    )
    expect(found.unanswerable.map(({ check, code }) => `${check} ${code}`)).toEqual(
      expect.arrayContaining(['precheck/ci-green forbidden', 'precheck/no-open-incident forbidden']),
    )
    expect(exitCode).toBe(3)
  })

  test('rulesets that are refused are not the same as none', async () => {
    history.github.faults.add({ operation: 'repos/get-branch-rules' }, { kind: 'status', status: 403 }, 2)
    const { found, exitCode } = await examine()
    expect(found.unreadRules).toEqual([
      expect.stringMatching(/^What rulesets require of main could not be read: /),
    ])
    expect(found.weaknesses.map(({ code }) => code)).not.toContain('nothing-required')
    expect(exitCode).toBe(3)
  })

  test('without a token it says what it cannot see, and asks nobody', async () => {
    const from = history.github.requests.length
    const { stdout, exitCode } = await runOperator(['doctor'], { directory, github: history.github })
    expect(history.github.requests.slice(from)).toEqual([])
    expect(stdout).toContain(
      'Nothing could be read from GitHub; not everything that is required could be read',
    )
    expect(stdout).toContain('… contents       There is no token to ask GitHub with.')
    expect(stdout).toContain('What rulesets require of main could not be read: There is no token')
    expect(stdout).toContain('No pull request was tried: there is no token')
    expect(stdout).toContain('  permissions:\n    contents: read #')
    expect(exitCode).toBe(3)
  })

  test('a folder that is no clone, and a word that is none', async () => {
    const outside = await runOperator(['doctor', '--repo', '/'], { directory })
    expect(outside).toMatchObject({ exitCode: 64, stdout: '' })
    expect(outside.stderr).toMatch(/^--repo: \/ is not a git repository/)
    const wrong = await runOperator(['docter'], { directory })
    expect(wrong.stderr).toContain('Did you mean doctor?')
  })
})

import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { type ActionResult, type ProcessOptions, runEntry } from '@operator/tooling'
import { createWorktree, type Worktree } from '../../test/git/worktree.ts'
import { createWorld, type StandIn, startGitHub } from '../../test/github/index.ts'

const entry = join(import.meta.dirname, 'sample-action.ts')
const scratch = mkdtempSync(join(tmpdir(), 'operator-host-'))

let worktree: Worktree
let base: string
let head: string
let github: StandIn

beforeAll(async () => {
  worktree = createWorktree()
  base = worktree.commit({ a: '1' }, '::error::first')
  worktree.git('checkout', '--quiet', '-b', 'topic')
  head = worktree.commit({ a: '2' }, '::error::second')
  worktree.git('update-ref', 'refs/remotes/origin/main', base)
  github = await startGitHub(
    createWorld({ repository: { owner: 'octo', name: 'shop', git: worktree.directory } }),
  )
})

afterAll(async () => {
  await github.close()
  worktree.remove()
})

function payload(visibility: 'private' | 'public' = 'private') {
  const side = (sha: string, ref: string) => ({ sha, ref, repo: { full_name: 'octo/shop' } })
  return {
    repository: { id: 7, full_name: 'octo/shop', default_branch: 'main', private: visibility === 'private' },
    pull_request: { number: 1, head: side(head, 'topic'), base: side(base, 'main'), user: { login: 'mona' } },
  }
}

function runSample(
  inputs: Readonly<Record<string, string>>,
  options: Partial<ProcessOptions> = {},
): Promise<ActionResult> {
  return runEntry(entry, {
    inputs,
    payload: payload(),
    ...options,
    environment: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_WORKSPACE: worktree.directory,
      ...options.environment,
    },
  })
}

const parse = ({ report }: ActionResult) => reportSchema.parse(JSON.parse(report ?? ''))

/** What the runner would obey: GitHub's own commands, and nothing that a commit message or a path brought along. */
const commands = ({ log }: ActionResult) =>
  log
    .split('\n')
    .flatMap((line) => /^\s*::([a-z-]+)/.exec(line)?.[1] ?? /##\[([a-z-]+)/.exec(line)?.[1] ?? [])

describe('run', () => {
  test.each([
    ['pass', 'go', 'true', 0],
    ['fail', 'no-go', 'false', 1],
    ['ask', 'ask-human', 'false', 1],
    ['unknown', 'incomplete', 'false', 1],
    ['pending', 'incomplete', 'false', 1],
    ['not-applicable', 'go', 'true', 0],
    ['overridden', 'go', 'true', 0],
  ])('a check that is %s gives %s', async (outcome, verdict, allowed, exitCode) => {
    const result = await runSample({ outcome })
    expect(result).toMatchObject({ exitCode, outputs: { verdict, allowed }, exported: '' })
    expect(parse(result)).toMatchObject({ verdict, subject: { head, base } })
    expect(result.summary.split('\n')[0]).toContain('sample')
  })

  test.each([
    [{ outcome: 'ask', 'fail-on': 'incomplete' }, 0, 'false'],
    [{ outcome: 'unknown', 'fail-on': 'incomplete' }, 1, 'false'],
    [{ outcome: 'fail', mode: 'report' }, 0, 'false'],
  ])('%j', async (inputs, exitCode, allowed) => {
    expect(await runSample(inputs)).toMatchObject({ exitCode, outputs: { allowed } })
  })

  test.each(['crash', 'crash-late'])(
    'a %s is incomplete, says whose fault it is and allows nothing',
    async (outcome) => {
      const result = await runSample({ outcome, mode: 'report' })
      expect(result.exitCode).toBe(1)
      expect(result.outputs).toMatchObject({ verdict: 'incomplete', allowed: '' })
      expect(result.log).toContain('This is a defect of Operator')
      expect(parse(result).checks[0]).toMatchObject({ status: 'unknown', reason: { code: 'crashed' } })
    },
  )

  test('nothing that a commit message, a path or a slow phase says is obeyed', async () => {
    const result = await runSample({ outcome: 'fail', slow: 'true' })
    expect(result.log).toContain('collect: still running after')
    expect(new Set(commands(result))).toEqual(new Set(['group', 'endgroup', 'error']))
    expect(commands(result).filter((name) => name === 'error')).toHaveLength(1)
    expect(result.outputs['summary']).not.toContain('\n')
  })

  test('old findings are only counted where strangers read the log', async () => {
    expect((await runSample({ outcome: 'fail' })).log).toContain('old hole')
    const open = await runSample({ outcome: 'fail' }, { payload: payload('public') })
    expect(open.log).not.toContain('old hole')
    expect(open.log).toContain('1 existing')
    expect(open.summary).not.toContain('old hole')
  })

  test('tokens are masked and in no file', async () => {
    const token = github.mintToken({ permissions: { contents: 'read' } })
    const other = `seed-${'x'.repeat(20)}`
    const path = join(scratch, 'masked.json')
    const result = await runSample({
      'github-token': token,
      'sample-token': other,
      snapshot: `write:${path}`,
    })
    const lines = result.log.split('\n').filter((line) => line.includes(token) || line.includes(other))
    expect(lines.sort()).toEqual([`::add-mask::${token}`, `::add-mask::${other}`].sort())
    for (const text of [result.report, result.summary, readFileSync(path, 'utf8')]) {
      expect(text).not.toContain(token)
      expect(text).not.toContain(other)
    }
  })

  test('outside GitHub a token is not printed', async () => {
    const other = `seed-${'y'.repeat(20)}`
    const result = await runSample({ 'sample-token': other }, { environment: { GITHUB_ACTIONS: '' } })
    expect(result.log).not.toContain(other)
  })

  test('every problem with the inputs in one message, and no report', async () => {
    const result = await runSample({
      mode: 'lax',
      outcome: 'maybe',
      enviroment: 'production',
      stage: 'later',
    })
    expect(result).toMatchObject({
      exitCode: 1,
      report: undefined,
      outputs: { verdict: 'incomplete', allowed: '' },
    })
    const [message = ''] = result.log.split('\n').filter((line) => line.startsWith('::error::'))
    for (const part of ['input mode', 'input outcome', 'Did you mean "environment"?', 'input stage']) {
      expect(message).toContain(part)
    }
    expect(result.log).not.toMatch(/^\s+at /m)
  })

  test('outputs that cannot be written fail the step', async () => {
    const result = await runSample({ outcome: 'pass' }, { environment: { GITHUB_OUTPUT: '/nowhere/output' } })
    expect(result.exitCode).toBe(1)
    expect(result.log).toContain('The outputs could not be written, so nothing is allowed')
  })

  test('a summary that cannot be written costs the summary only', async () => {
    const result = await runSample({ outcome: 'pass' }, { environment: { GITHUB_STEP_SUMMARY: scratch } })
    expect(result).toMatchObject({ exitCode: 0, outputs: { allowed: 'true' } })
    expect(result.log).toContain('::warning::The job summary could not be written')
  })

  test('a report that cannot be written is no path in the outputs', async () => {
    const file = join(scratch, 'not-a-folder')
    writeFileSync(file, '')
    const result = await runSample({ outcome: 'pass' }, { environment: { RUNNER_TEMP: file } })
    expect(result).toMatchObject({ exitCode: 0, outputs: { allowed: 'true', report: '', sarif: '' } })
    expect(result.log).toContain('::warning::The report could not be written')
  })

  test('two runs of an action in one job keep both reports', async () => {
    const temporary = mkdtempSync(join(scratch, 'job-'))
    const paths = [await runSample({}, { environment: { RUNNER_TEMP: temporary } })].map(
      ({ outputs }) => outputs['report'] ?? '',
    )
    const second = await runSample({}, { environment: { RUNNER_TEMP: temporary } })
    for (const path of [...paths, second.outputs['report'] ?? '']) expect(existsSync(path)).toBe(true)
    expect(second.outputs['report']).not.toBe(paths[0])
  })
})

describe('snapshot', () => {
  test('a replay gives the same report anywhere, publishes nothing and allows nothing', async () => {
    const path = join(scratch, 'facts.json')
    const first = await runSample({ outcome: 'ask', snapshot: `write:${path}`, mode: 'report' })
    expect(first.exitCode).toBe(0)
    const elsewhere = { GITHUB_WORKSPACE: scratch, GITHUB_ACTIONS: '', GITHUB_EVENT_NAME: '' }
    const token = github.mintToken({ permissions: { 'pull-requests': 'write' } })
    const before = github.requests.length
    const again = await runSample(
      { snapshot: `replay:${path}`, 'github-token': token },
      { environment: elsewhere },
    )
    const { timings: _, ...expected } = parse(first)
    const { timings: __, ...replayed } = parse(again)
    expect({ ...replayed, apiCost: expected.apiCost, api: expected.api }).toEqual(expected)
    expect(again).toMatchObject({ exitCode: 0, outputs: { verdict: 'ask-human', allowed: '' } })
    expect(github.requests).toHaveLength(before)
  })

  test.each([
    ['another version', { operator: '0.0.1' }, 'was kept by Operator'],
    ['another action', { action: 'other' }, 'is one of'],
    ['facts that are none', { facts: { outcome: 1 } }, 'is broken (at facts.'],
    ['a missing part', { sight: undefined }, 'is broken (at sight'],
    ['no snapshot', { operator: undefined }, 'is not a snapshot'],
  ])('%s is refused', async (_, edit, message) => {
    const path = join(scratch, 'kept.json')
    await runSample({ snapshot: `write:${path}` })
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...edit }))
    const result = await runSample({ snapshot: `replay:${path}` })
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'incomplete', allowed: '' } })
    expect(result.log).toContain(message)
    expect(result.log).not.toMatch(/^\s+at /m)
  })

  test('a file that is not there, or no JSON', async () => {
    writeFileSync(join(scratch, 'text.json'), 'nothing')
    for (const name of ['absent.json', 'text.json']) {
      const result = await runSample({ snapshot: `replay:${join(scratch, name)}` })
      expect(result.log).toContain('cannot be read as JSON')
    }
  })

  test('a snapshot that cannot be written costs the snapshot only', async () => {
    const folder = mkdtempSync(join(scratch, 'read-only-'))
    chmodSync(folder, 0o500)
    const result = await runSample({ snapshot: `write:${join(folder, 'gone', 'facts.json')}` })
    expect(result).toMatchObject({ exitCode: 0, outputs: { allowed: 'true' } })
    expect(result.log).toContain('::warning::The snapshot was not kept')
  })
})

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parseEvidence, type Statement } from '@operator/evidence'
import { type ActionResult, runEntry } from '@operator/tooling'
import { createWorktree, type Worktree } from '../../test/git/worktree.ts'

const entry = join(import.meta.dirname, 'sample-action.ts')

let worktree: Worktree
let base: string
let head: string

beforeAll(() => {
  worktree = createWorktree()
  base = worktree.commit({ a: '1' }, 'first')
  worktree.git('checkout', '--quiet', '-b', 'topic')
  head = worktree.commit({ a: '2' }, 'second')
  worktree.git('update-ref', 'refs/remotes/origin/main', base)
})

afterAll(() => worktree.remove())

function run(outcome: string, environment: Readonly<Record<string, string>> = {}): Promise<ActionResult> {
  return runEntry(entry, {
    inputs: { outcome, comment: 'false' },
    payload: {
      repository: { id: 7, full_name: 'octo/shop', default_branch: 'main', private: true },
      before: base,
      after: head,
      ref: 'refs/heads/topic',
    },
    environment: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_SHA: head,
      GITHUB_REF: 'refs/heads/topic',
      GITHUB_RUN_ID: '100',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/ci.yml@refs/heads/topic',
      GITHUB_WORKFLOW_SHA: head,
      GITHUB_WORKSPACE: worktree.directory,
      ...environment,
    },
  })
}

function statementOf({ outputs }: ActionResult): Statement {
  const parsed = parseEvidence(outputs['evidence'] ?? '')
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.statement
}

test('the output says what was judged, against what, and in which run', async () => {
  const result = await run('pass')
  const statement = statementOf(result)
  const tree = (commit: string) => worktree.git('rev-parse', `${commit}^{tree}`)
  expect(statement.subject).toEqual([
    { name: 'commit', digest: { gitCommit: head } },
    { name: 'tree', digest: { gitTree: tree(head) } },
  ])
  expect(statement.predicate).toMatchObject({
    action: 'sample',
    verdict: 'go',
    allowed: true,
    baseTree: tree(base),
    reportDigest: createHash('sha256')
      .update(result.report ?? '')
      .digest('hex'),
    run: {
      repository: { id: 7, name: 'octo/shop' },
      event: 'push',
      headSha: head,
      id: 100,
      attempt: 2,
      workflow: { path: '.github/workflows/ci.yml', ref: 'refs/heads/topic', sha: head },
    },
  })
})

test('a verdict that is not go is evidence too, of that', async () => {
  expect(statementOf(await run('fail')).predicate).toMatchObject({ verdict: 'no-go', allowed: false })
})

test('a crash is no evidence', async () => {
  expect((await run('crash')).outputs['evidence'] ?? '').toBe('')
})

test('where the runner does not name the workflow, the statement says of no run', async () => {
  expect(statementOf(await run('pass', { GITHUB_WORKFLOW_REF: '' })).predicate.run).toBeNull()
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { runEntry } from '@operator/tooling'
import { createWorktree } from '../../test/git/worktree.ts'

const scratch = mkdtempSync(join(tmpdir(), 'operator-hidden-'))
afterAll(() => rmSync(scratch, { recursive: true }))

test('a credential in a file’s name stands in nothing that is published or kept, quotes or not', async () => {
  const worktree = createWorktree()
  const base = worktree.commit({ a: '1' })
  worktree.git('checkout', '--quiet', '-b', 'topic')
  const head = worktree.commit({ a: '2' })
  worktree.git('update-ref', 'refs/remotes/origin/main', base)
  const side = (sha: string, ref: string) => ({ sha, ref, repo: { full_name: 'octo/shop' } })
  const secret = 'a"\\b<c>`d`'.padEnd(20, 'x')
  const snapshot = join(scratch, 'snapshot.json')
  const result = await runEntry(join(import.meta.dirname, 'sample-action.ts'), {
    inputs: { hidden: secret, snapshot: `write:${snapshot}` },
    payload: {
      repository: { id: 7, full_name: 'octo/shop', default_branch: 'main' },
      pull_request: { number: 1, head: side(head, 'topic'), base: side(base, 'main'), user: { login: 'm' } },
    },
    environment: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_WORKSPACE: worktree.directory,
      RUNNER_TEMP: scratch,
    },
  })
  worktree.remove()
  const files = readdirSync(scratch, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  const unmasked = result.log.replace(/^::add-mask::.*$/gm, '')
  const published = [unmasked, result.summary, JSON.stringify(result.outputs), ...files]
  expect(published.join('\n')).toContain('a\\"\\\\b…')
  for (const text of published) expect(text).not.toContain('xxxxxx')
})

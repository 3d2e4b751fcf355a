import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import { createWorktree, type Worktree } from '../../test/git/worktree.ts'
import type { BaseHint, EventContext } from './event-context.ts'
import { locate } from './locate.ts'
import { resolveRange } from './range.ts'
import type { Sight } from './sight.ts'

const made: Worktree[] = []
afterAll(() => {
  for (const worktree of made) worktree.remove()
})

function keep(worktree: Worktree): Worktree {
  made.push(worktree)
  return worktree
}

/** main: one — two — three; topic: two — mine — last; and what GitHub would merge. */
function fixture() {
  const origin = keep(createWorktree())
  const one = origin.commit({ a: '1' })
  const two = origin.commit({ a: '2' })
  origin.git('checkout', '--quiet', '-b', 'topic')
  origin.commit({ b: '1' })
  const last = origin.commit({ b: '2' })
  origin.git('checkout', '--quiet', 'main')
  const three = origin.commit({ a: '3' })
  origin.git('checkout', '--quiet', '--detach')
  origin.git('merge', '--quiet', '--no-ff', '--message', 'Merge', 'topic')
  const merge = origin.git('rev-parse', 'HEAD')
  origin.git('branch', 'merged', merge)
  origin.git('checkout', '--quiet', 'main')
  return { origin, one, two, three, last, merge }
}

function pullRequest(
  head: string,
  base: string,
  mergeCommit?: string,
): Pick<EventContext, 'name' | 'head' | 'base' | 'pullRequest' | 'mergeCommit'> {
  return {
    name: 'pull_request',
    head,
    base: { kind: 'merge-base', with: base, branch: 'main' },
    pullRequest: { number: 1, head, base, baseBranch: 'main', fork: false },
    ...(mergeCommit !== undefined && { mergeCommit }),
  }
}

async function see(directory: string, event: Partial<EventContext>, base?: BaseHint): Promise<Sight> {
  const context: EventContext = {
    name: 'push',
    stage: 'deploy',
    repository: { owner: 'octo', name: 'shop' },
    defaultBranch: 'main',
    ref: 'refs/heads/main',
    head: 'HEAD',
    base: { kind: 'empty-tree', meaning: 'nothing' },
    ...event,
  }
  const located = await locate(directory, context)
  return located.kind === 'unseen' ? located : resolveRange(located, context, base ?? context.base)
}

describe('a pull request', () => {
  test('is compared with the merge base, and the policy is the target’s', async () => {
    const { origin, two, three, last } = fixture()
    const clone = keep(origin.clone())
    expect(await see(clone.directory, pullRequest(last, three))).toMatchObject({
      kind: 'seen',
      range: { base: two, head: last },
      target: three,
      baseMeaning: 'the merge base with main',
    })
  })

  test('a detached head changes nothing: the event names the commits', async () => {
    const { origin, two, three, last } = fixture()
    const clone = keep(origin.clone())
    clone.git('checkout', '--quiet', '--detach', two)
    expect(await see(clone.directory, pullRequest(last, three))).toMatchObject({ range: { head: last } })
  })

  test('with GitHub’s merge commit and its parents only, the first parent is the base', async () => {
    const { origin, three, last, merge } = fixture()
    const clone = keep(origin.clone(1))
    clone.git('fetch', '--quiet', '--depth=2', 'origin', merge)
    clone.git('update-ref', '-d', 'refs/remotes/origin/topic')
    expect(await see(clone.directory, pullRequest(last, three, merge))).toMatchObject({
      kind: 'seen',
      range: { base: three, head: merge },
      target: three,
      baseMeaning: 'the target branch, as merged by GitHub',
    })
  })

  test('a merge commit that GitHub did not make names no base', async () => {
    const { origin, two, three, last } = fixture()
    const clone = keep(origin.clone(1))
    clone.git('fetch', '--quiet', '--depth=1', 'origin', three)
    expect(await see(clone.directory, pullRequest(last, two, three))).toMatchObject({ kind: 'unseen' })
  })

  test('a shallow clone hides the base: unseen, with the remedy', async () => {
    const { origin, three, last, two } = fixture()
    const clone = keep(origin.clone(1))
    expect(await see(clone.directory, pullRequest(last, three))).toMatchObject({
      kind: 'unseen',
      code: 'merge-base-not-in-clone',
      next: expect.stringContaining('fetch-depth: 0'),
    })
    expect(await see(clone.directory, pullRequest(last, two))).toMatchObject({
      kind: 'unseen',
      code: 'base-not-in-clone',
    })
  })

  test('a head that is not in the clone, as on pull_request_target, is unseen', async () => {
    const { origin, three } = fixture()
    const clone = keep(origin.clone())
    expect(await see(clone.directory, pullRequest('9'.repeat(40), three))).toMatchObject({
      kind: 'unseen',
      code: 'head-not-in-clone',
    })
  })

  test('without common history everything since the target counts', async () => {
    const { origin, three } = fixture()
    origin.git('checkout', '--quiet', '--orphan', 'island')
    const island = origin.commit({ c: '1' })
    expect(await see(origin.directory, pullRequest(island, three))).toMatchObject({
      range: { base: three, head: island },
      baseMeaning: 'main (no common history)',
    })
  })
})

describe('a push and a deployment', () => {
  test('the commit before the push', async () => {
    const { origin, two, three } = fixture()
    const base = { kind: 'commit', oid: two, meaning: 'the commit before this push' } as const
    const clone = keep(origin.clone())
    expect(await see(clone.directory, { head: three, base })).toMatchObject({
      range: { base: two, head: three },
      target: three,
    })
  })

  test('a commit that a force-push discarded: everything counts, and that is said', async () => {
    const { origin, three } = fixture()
    const base: BaseHint = {
      kind: 'commit',
      oid: '8'.repeat(40),
      meaning: 'the commit before this push',
      otherwise: 'the commit before this force-push is gone',
    }
    const clone = keep(origin.clone())
    expect(await see(clone.directory, { head: three, base })).toMatchObject({
      range: { base: null },
      baseMeaning: 'the empty tree (the commit before this force-push is gone)',
    })
    const { otherwise: _, ...plain } = base
    expect(await see(clone.directory, { head: three, base: plain })).toMatchObject({
      code: 'base-not-in-clone',
    })
  })

  test('a new branch is compared with the default branch, or with nothing', async () => {
    const { origin, two, last } = fixture()
    const base: BaseHint = {
      kind: 'merge-base',
      with: 'refs/remotes/origin/main',
      branch: 'main',
      otherwise: 'a new branch',
    }
    const clone = keep(origin.clone())
    const event = { head: last, base, ref: 'refs/heads/topic', sha: last }
    expect(await see(clone.directory, event)).toMatchObject({ range: { base: two } })
    expect(await see(keep(origin.clone(1)).directory, event)).toMatchObject({ range: { base: null } })
  })

  test('the policy is the default branch’s, whatever is deployed', async () => {
    const { origin, one, three, last } = fixture()
    const clone = keep(origin.clone())
    for (const head of [one, last]) {
      expect(await see(clone.directory, { head, ref: 'refs/tags/v1', sha: head })).toMatchObject({
        target: three,
      })
    }
  })

  test('a clone of depth 1 has the default branch only when the run is on it', async () => {
    const { origin, three, last } = fixture()
    const clone = keep(origin.clone(1))
    clone.git('update-ref', '-d', 'refs/remotes/origin/main')
    clone.git('update-ref', '-d', 'refs/remotes/origin/HEAD')
    expect(await see(clone.directory, { head: three, sha: three })).toMatchObject({ target: three })
    expect(await see(clone.directory, { head: last, sha: last, ref: 'refs/heads/topic' })).toMatchObject({
      kind: 'unseen',
      code: 'policy-not-in-clone',
    })
  })

  test('a last deployment that nobody could name is unseen, with the reason', async () => {
    const { origin, three } = fixture()
    const base = { kind: 'last-deployment', why: 'There is no token.' } as const
    expect(await see(keep(origin.clone()).directory, { head: three }, base)).toMatchObject({
      kind: 'unseen',
      code: 'no-base',
      message: expect.stringContaining('There is no token.'),
    })
  })
})

describe('what is no repository', () => {
  test.each([
    ['no-commits', () => keep(createWorktree()).directory],
    ['not-a-repository', () => mkdtempSync(join(tmpdir(), 'operator-none-'))],
    ['not-a-repository', () => '/nowhere/at/all'],
  ])('%s', async (code, make) => {
    expect(await see(make(), {})).toMatchObject({ kind: 'unseen', code })
  })

  test('a local base or head that does not exist is named', async () => {
    const { origin } = fixture()
    const local = { name: 'local', stage: 'local' } as const
    const nope: BaseHint = { kind: 'merge-base', with: 'nope', branch: 'nope' }
    expect(await see(origin.directory, { ...local, base: nope })).toMatchObject({
      code: 'base-not-found',
      message: expect.stringContaining('"nope"'),
    })
    expect(await see(origin.directory, { ...local, head: '--all' })).toMatchObject({ code: 'head-not-found' })
  })
})

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readEvent } from './event.ts'
import { UserError } from './user-error.ts'

const head = 'a'.repeat(40)
const base = 'b'.repeat(40)
const repository = { id: 7, full_name: 'octo/demo', default_branch: 'main', private: false }
const pull = {
  number: 3,
  head: { sha: head, ref: 'topic', repo: { full_name: 'octo/demo' } },
  base: { sha: base, ref: 'main', repo: { full_name: 'octo/demo' } },
  user: { login: 'mona' },
}

function environment(name: string, payload: unknown): Record<string, string> {
  const path = join(mkdtempSync(join(tmpdir(), 'operator-event-')), 'event.json')
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload))
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'octo/demo',
  }
}

describe('readEvent', () => {
  test('a pull request is judged at its head, not at the merge commit', () => {
    const event = readEvent(
      { ...environment('pull_request', { repository, pull_request: pull }), GITHUB_SHA: 'c'.repeat(40) },
      undefined,
    )
    expect(event).toMatchObject({
      stage: 'pull-request',
      head,
      base: { kind: 'merge-base', with: base, branch: 'main' },
      pullRequest: { number: 3, fork: false, author: 'mona' },
      mergeCommit: 'c'.repeat(40),
    })
  })

  test.each([{ repo: { full_name: 'mallory/demo' } }, { repo: null }])('a head in %j is a fork', (where) => {
    const forked = { ...pull, head: { ...pull.head, ...where } }
    const event = readEvent(environment('pull_request', { repository, pull_request: forked }), undefined)
    expect(event.pullRequest?.fork).toBe(true)
  })

  test('pull_request_target names no merge commit: HEAD is the base there', () => {
    const event = readEvent(
      { ...environment('pull_request_target', { repository, pull_request: pull }), GITHUB_SHA: base },
      undefined,
    )
    expect(event.mergeCommit).toBeUndefined()
  })

  test('a merge group is judged against its own base', () => {
    const merge_group = {
      head_sha: head,
      base_sha: base,
      base_ref: 'refs/heads/main',
      head_ref: 'refs/heads/x',
    }
    const event = readEvent(environment('merge_group', { repository, merge_group }), undefined)
    expect(event).toMatchObject({ stage: 'merge-group', head, base: { kind: 'commit', oid: base } })
  })

  const none = '0'.repeat(40)

  test.each([
    ['the default branch itself', 'refs/heads/main', { kind: 'empty-tree' }],
    ['a tag', 'refs/tags/v1', { kind: 'empty-tree' }],
    ['another branch', 'refs/heads/topic', { kind: 'merge-base', with: 'refs/remotes/origin/main' }],
  ])('the first push of %s has no commit before it', (_, ref, base) => {
    const push = { repository, before: none, after: head, ref }
    expect(readEvent(environment('push', push), undefined).base).toMatchObject(base)
  })

  test('a force-push may have discarded the commit before it', () => {
    const push = { repository, before: base, after: head, ref: 'refs/heads/main' }
    expect(readEvent(environment('push', push), undefined).base).not.toHaveProperty('otherwise')
    expect(readEvent(environment('push', { ...push, forced: true }), undefined).base).toMatchObject({
      kind: 'commit',
      oid: base,
      otherwise: expect.any(String),
    })
  })

  test('an annotated tag is judged at its commit', () => {
    const push = { repository, before: none, after: 'd'.repeat(40), ref: 'refs/tags/v1' }
    expect(readEvent({ ...environment('push', push), GITHUB_SHA: head }, undefined).head).toBe(head)
  })

  test('a deleted branch leaves nothing to judge', () => {
    const push = { repository, before: base, after: none, ref: 'refs/heads/topic' }
    expect(() => readEvent(environment('push', push), undefined)).toThrow(/deleted "refs\/heads\/topic"/)
  })

  test('workflow_run is about the run that finished, not about the default branch', () => {
    const event = readEvent(
      {
        ...environment('workflow_run', { repository, workflow_run: { head_sha: head } }),
        GITHUB_SHA: base,
      },
      undefined,
    )
    expect(event).toMatchObject({ stage: 'deploy', head })
  })

  test.each(['pull_request_review', 'pull_request_review_comment'])(
    '%s is about its pull request',
    (name) => {
      const event = readEvent(environment(name, { repository, pull_request: pull }), undefined)
      expect(event).toMatchObject({ stage: 'pull-request', head })
    },
  )

  test.each(['workflow_dispatch', 'deployment', 'release', 'issues', 'issue_comment', 'repository_dispatch'])(
    '%s judges the commit that the run is on',
    (name) => {
      const event = readEvent({ ...environment(name, { repository }), GITHUB_SHA: head }, undefined)
      expect(event).toMatchObject({ stage: 'deploy', head, defaultBranch: 'main' })
    },
  )

  test('a schedule is a full audit', () => {
    const event = readEvent(
      {
        ...environment('schedule', { schedule: '1 2 * * *' }),
        GITHUB_SHA: head,
        GITHUB_REF: 'refs/heads/trunk',
      },
      undefined,
    )
    expect(event).toMatchObject({
      stage: 'deploy',
      head,
      base: { kind: 'empty-tree' },
      defaultBranch: 'trunk',
    })
  })

  test.each([
    ['pull_request', { repository }],
    [
      'pull_request',
      { repository, pull_request: { ...pull, head: { ...pull.head, sha: '--upload-pack=x' } } },
    ],
    ['merge_group', { repository, pull_request: pull }],
    ['workflow_run', { repository }],
    [
      'push',
      { repository: { ...repository, full_name: 'mallory/demo' }, before: base, after: head, ref: 'x' },
    ],
    ['push', {}],
    ['push', '{'],
    ['push', ''],
  ])('a foreign or broken payload of %s is the workflow’s fault and says so', (name, payload) => {
    expect(() => readEvent(environment(name, payload), undefined)).toThrow(UserError)
  })

  test('a payload that is not there', () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push', GITHUB_REPOSITORY: 'octo/demo' }
    expect(() => readEvent(env, undefined)).toThrow(/no event payload/)
    expect(() => readEvent({ ...env, GITHUB_EVENT_PATH: '/nowhere/event.json' }, undefined)).toThrow(
      /cannot be read/,
    )
  })

  test('outside GitHub the base is the one that is named', () => {
    expect(readEvent({ OPERATOR_BASE: 'main' }, undefined)).toMatchObject({
      stage: 'local',
      head: 'HEAD',
      base: { kind: 'merge-base', with: 'main' },
    })
    expect(readEvent({}, undefined).base.kind).toBe('empty-tree')
  })
})

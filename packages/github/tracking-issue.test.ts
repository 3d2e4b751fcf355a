import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createRepository, type TestRepository } from '../../test/git/repository.ts'
import {
  addIssue,
  createWorld,
  type Permissions,
  type StandIn,
  startGitHub,
  type TokenOptions,
} from '../../test/github/index.ts'
import { connect } from './connect.ts'
import { keepTrackingIssue, type TrackingIssue } from './tracking-issue.ts'

const wanted: TrackingIssue = {
  key: 'dependency-audit:default',
  title: '1 vulnerable package',
  body: 'bad 1.0.0\n',
  labels: ['security'],
  open: true,
}
const marker = '<!-- operator:dependency-audit:default -->'

let repository: TestRepository
let github: StandIn
beforeEach(async () => {
  repository = createRepository()
  repository.commit({ 'a.txt': 'a' })
  github = await startGitHub(
    createWorld({
      repository: { owner: 'octo', name: 'shop', git: repository.directory },
      people: { mona: 'write' },
    }),
  )
})
afterEach(async () => {
  await github.close()
  repository.remove()
})

const keep = (issue: TrackingIssue, options: TokenOptions = {}) => {
  const permissions: Permissions = { issues: 'write' }
  return keepTrackingIssue(
    connect({
      token: github.mintToken({ permissions, ...options }),
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
      repository: { owner: 'octo', name: 'shop' },
      version: 'test',
    }),
    issue,
  )
}
const changeOf = async (issue: TrackingIssue) => {
  const kept = await keep(issue)
  return kept.ok ? kept.value?.change : kept.problem.kind
}
const writes = () =>
  github.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('graphql')).length

describe('keepTrackingIssue', () => {
  test('created, left alone, updated in place, closed, left closed, reopened: always the same issue', async () => {
    const steps: readonly (readonly [TrackingIssue, string, number])[] = [
      [wanted, 'created', 1],
      [wanted, 'unchanged', 0],
      [{ ...wanted, body: 'bad 1.0.0, worse 2.0.0' }, 'updated', 1],
      [{ ...wanted, title: 'None', body: 'Nothing.', open: false }, 'closed', 1],
      [{ ...wanted, title: 'None', body: 'Nothing.', open: false }, 'unchanged', 0],
      [wanted, 'reopened', 1],
    ]
    for (const [issue, change, expected] of steps) {
      const before = writes()
      expect(await changeOf(issue)).toBe(change)
      expect(writes() - before).toBe(expected)
    }
    expect(github.world.issues).toMatchObject([
      { title: '1 vulnerable package', body: `${marker}\nbad 1.0.0`, state: 'open', labels: ['security'] },
    ])
  })

  test('nothing to say and nothing there: nothing is opened', async () => {
    expect(await keep({ ...wanted, open: false })).toEqual({ ok: true, value: undefined })
    expect(writes()).toBe(0)
  })

  test('a marker in another person’s issue, or not on its first line, makes it nobody’s of ours', async () => {
    addIssue(github.world, { title: 'x', body: `${marker}\nmine`, author: 'mona' })
    addIssue(github.world, { title: 'y', body: `quoted:\n${marker}` })
    addIssue(github.world, { title: 'z', body: '<!-- operator:dependency-audit:other -->\nx' })
    expect(await changeOf(wanted)).toBe('created')
    expect(github.world.issues).toHaveLength(4)
    expect(github.world.issues[0]?.body).toBe(`${marker}\nmine`)
  })

  test('whoever takes the label away does not get a second issue', async () => {
    await keep(wanted)
    const [issue] = github.world.issues
    if (issue !== undefined) issue.labels = []
    expect(await changeOf({ ...wanted, body: 'other' })).toBe('updated')
    expect(github.world.issues).toHaveLength(1)
  })

  test('an edit in the browser, with its own line breaks, is no change', async () => {
    await keep(wanted)
    const [issue] = github.world.issues
    if (issue !== undefined) issue.body = `${marker}\r\nbad 1.0.0\r\n`
    expect(await changeOf(wanted)).toBe('unchanged')
  })

  test('two at once leave one open', async () => {
    await Promise.all([keep(wanted), keep(wanted), keep(wanted)])
    const open = github.world.issues.filter((issue) => issue.state === 'open')
    expect(open.map((issue) => issue.number)).toEqual([
      Math.min(...github.world.issues.map(({ number }) => number)),
    ])
    expect(await changeOf(wanted)).toBe('unchanged')
  })

  test('the token’s own account may be a person’s', async () => {
    addIssue(github.world, { title: 'x', body: `${marker}\nother`, author: 'mona' })
    const kept = await keep(wanted, { actor: 'mona' })
    expect(kept).toMatchObject({ ok: true, value: { change: 'updated' } })
  })

  test('a token that may not write says so', async () => {
    const kept = await keep(wanted, { permissions: { issues: 'read' } })
    expect(kept).toMatchObject({ ok: false, problem: { kind: 'forbidden' } })
  })

  test('a list that cannot be read opens nothing', async () => {
    github.faults.add({ operation: 'issues/list-for-repo' }, { kind: 'status', status: 502 }, 5)
    expect(await changeOf(wanted)).toBe('unavailable')
    expect(github.world.issues).toEqual([])
    github.faults.clear()
  })
})

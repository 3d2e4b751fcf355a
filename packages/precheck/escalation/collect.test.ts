import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { connect, type GitHub } from '@operator/github'
import type { Stage } from '@operator/report'
import { createWorktree, type Worktree } from '../../../test/git/worktree.ts'
import {
  addComment,
  addIssue,
  addPullRequest,
  createWorld,
  queuePullRequest,
  type StandIn,
  startGitHub,
  type World,
} from '../../../test/github/index.ts'
import { known } from '../fact.ts'
import { samplePullRequest, sampleRules, sampleSnapshot } from '../sample.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import { collectEscalation } from './collect.ts'

const line = `/operator approve precheck/cost-impact ${'0'.repeat(32)}`

let worktree: Worktree
let world: World
let github: StandIn
let port: GitHub
let commits: readonly [base: string, first: string, second: string]

beforeEach(async () => {
  worktree = createWorktree()
  commits = [
    worktree.commit({ 'a.txt': 'a\n' }, 'Before'),
    worktree.commit({ 'b.txt': 'b\n' }, 'First'),
    worktree.commit({ 'a.txt': 'A\n', 'c.txt': 'c\n' }, 'Second'),
  ]
  world = createWorld({
    repository: { owner: 'octo', name: 'shop', git: worktree.directory, visibility: 'public' },
    people: { hubot: 'write', guest: 'read' },
  })
  worktree.git('branch', 'topic')
  addPullRequest(world, { head: 'topic' })
  github = await startGitHub(world)
  port = connect({
    token: github.mintToken({
      permissions: { contents: 'read', issues: 'read', 'pull-requests': 'read', actions: 'read' },
    }),
    apiUrl: github.apiUrl,
    graphqlUrl: github.graphqlUrl,
    repository: { owner: 'octo', name: 'shop' },
    version: 'test',
  })
})

afterEach(async () => {
  await github.close()
  worktree.remove()
})

async function collect(
  changes: Partial<PrecheckSnapshot> = {},
  over: { readonly github?: GitHub | undefined; readonly stage?: Stage } = { github: port },
) {
  const [base, , head] = commits
  const repository = await openRepository(worktree.directory)
  return collectEscalation(
    {
      range: { repository, base, head },
      run: undefined,
      approvedEvidence: undefined,
      rules: sampleRules(),
      stage: over.stage ?? 'deploy',
      github: over.github,
    },
    sampleSnapshot({
      reviews: { ...sampleSnapshot().reviews, pullRequests: known([samplePullRequest({ number: 1 })]) },
      ...changes,
    }),
  )
}

test('strangers cannot crowd out the ones whose word counts', async () => {
  addComment(world, { issue: 1, author: 'hubot', body: line })
  for (let number = 0; number < 60; number += 1)
    addComment(world, { issue: 1, author: `stranger-${number}`, body: line })
  const { commands, permissions } = await collect()
  expect(commands.known && [commands.value.complete, commands.value.given.length]).toEqual([false, 50])
  expect(commands.known && commands.value.given[0]?.author?.login).toBe('hubot')
  expect(permissions['hubot']).toEqual({ answered: true, permission: 'write' })
  expect(Object.keys(permissions)).toHaveLength(10)
})

test('only of those who wrote a command is a permission asked, and of no bot', async () => {
  addComment(world, { issue: 1, author: 'guest', body: 'Looks good.' })
  addComment(world, { issue: 1, author: 'release-bot[bot]', body: line })
  addComment(world, { issue: 1, author: 'hubot', body: line, editedAt: '2026-01-07T00:00:00Z' })
  const { permissions } = await collect()
  expect(permissions).toEqual({})
  expect(github.requests.map(({ operation }) => operation)).toEqual(['graphql'])
})

test('open incidents that count are places too, and come after the pull requests', async () => {
  const { number } = addIssue(world, { title: 'Down', labels: ['incident'] })
  addComment(world, { issue: number, author: 'hubot', body: line })
  const author = { login: 'github-actions', type: 'Bot' }
  const incident = { number, title: 'Down', url: '', author, labels: ['incident'], labelledBy: [] }
  const { places, commands } = await collect({
    incidents: known({ incidents: [incident], complete: true, permissions: {} }),
  })
  expect(places).toEqual([1, number])
  expect(commands.known && commands.value.given.map(({ on }) => on)).toEqual([number])
})

test('a token that may not read the discussions leaves what was said unread', async () => {
  const blind = connect({
    token: github.mintToken({ permissions: { contents: 'read' } }),
    apiUrl: github.apiUrl,
    graphqlUrl: github.graphqlUrl,
    repository: { owner: 'octo', name: 'shop' },
    version: 'test',
  })
  expect((await collect({}, { github: blind })).commands).toMatchObject({ known: false, code: 'forbidden' })
  expect((await collect({}, { github: undefined })).commands).toMatchObject({
    known: false,
    code: 'no-token',
  })
})

test('which commit changed what is told where several pull requests ship', async () => {
  const [, first, second] = commits
  const pull = (number: number, oid: string) => ({
    oid,
    title: 'x',
    author: 'A',
    pullRequests: [{ number, merged: true, baseBranch: 'main' }],
  })
  const reviews = {
    ...sampleSnapshot().reviews,
    commits: known([pull(2, second), pull(1, first)]),
    pullRequests: known([samplePullRequest({ number: 1 })]),
  }
  expect((await collect({ reviews })).touched).toBeUndefined()
  addPullRequest(world, { head: 'topic' })
  const both = { ...reviews, pullRequests: known([1, 2].map((number) => samplePullRequest({ number }))) }
  expect((await collect({ reviews: both })).touched).toEqual([
    { pullRequest: 2, paths: ['a.txt', 'c.txt'] },
    { pullRequest: 1, paths: ['b.txt'] },
  ])
})

test('in a merge group the entries of the queue tell whose the commits are', async () => {
  const [base, first, second] = commits
  addPullRequest(world, { head: 'topic' })
  queuePullRequest(world, { branch: 'main', pullRequest: 1, headSha: first, baseSha: base })
  queuePullRequest(world, { branch: 'main', pullRequest: 2, headSha: second, baseSha: first })
  const reviews = {
    ...sampleSnapshot().reviews,
    commits: known([]),
    pullRequests: known([1, 2].map((number) => samplePullRequest({ number }))),
  }
  const { touched } = await collect({ reviews }, { github: port, stage: 'merge-group' })
  expect(touched).toEqual([
    { pullRequest: 2, paths: ['a.txt', 'c.txt'] },
    { pullRequest: 1, paths: ['b.txt'] },
  ])
})

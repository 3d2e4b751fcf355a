import { afterEach, beforeEach, expect, test } from '@jest/globals'
import {
  addComment,
  addPerson,
  addPullRequest,
  addReview,
  queuePullRequest,
} from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { readBranchProtection } from './branch-protection.ts'
import { readBranchRules } from './branch-rules.ts'
import { readMergeQueue } from './merge-queue.ts'
import { readCommitPullRequests, readPullRequests } from './pull-requests.ts'
import { readReleaseFacts } from './release-facts.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

test('which pull request brought a commit to the branch, and which commits none did', async () => {
  const direct = scene.repository.commit({ 'e.txt': 'e\n' }, { message: 'Direct', author: 'mona' })
  const read = await readCommitPullRequests(scene.port(), [direct, scene.merged])
  expect(read.ok && read.value).toMatchObject([
    { oid: direct, pullRequests: [], signedByGitHub: false },
    { oid: scene.merged, pullRequests: [{ merged: true, baseBranch: 'main', mergeCommit: scene.merged }] },
  ])
})

test('many of them in batches: one point for each 100 commits and for each 37 pull requests', async () => {
  const numbers = [scene.pull]
  for (let number = 0; number < 59; number += 1) {
    scene.repository.commit(
      { [`f${number}.txt`]: 'f\n' },
      { branch: `topic-${number}`, parent: scene.merged, author: 'mona' },
    )
    numbers.push(addPullRequest(scene.world, { head: `topic-${number}` }).number)
  }
  const github = scene.port()
  const read = await readPullRequests(github, numbers)
  expect(read.ok && read.value.map(({ number }) => number)).toEqual(numbers)
  expect(github.cost().graphqlPoints).toBe(2)
  const commits = await readCommitPullRequests(
    github,
    Array.from({ length: 120 }, () => scene.merged),
  )
  expect(commits.ok && commits.value.length).toBe(120)
  expect(github.cost().graphqlPoints).toBe(4)
})

test('a commit or pull request that GitHub does not have spoils the answer', async () => {
  const commits = await readCommitPullRequests(scene.port(), [scene.merged, '1'.repeat(40)])
  expect(commits.ok).toBe(false)
  const pulls = await readPullRequests(scene.port(), [scene.pull, 4_711])
  expect(pulls.ok).toBe(false)
})

test('what was said on each comes with it; refused, it takes nothing else away', async () => {
  addComment(scene.world, { issue: scene.pull, author: 'mona', body: 'As it was.' })
  const github = scene.port()
  const read = await readPullRequests(github, [scene.pull])
  expect(read.ok && read.value[0]?.discussion).toMatchObject({ number: scene.pull, complete: true })
  expect(read.ok && read.value[0]?.discussion?.comments.at(-1)?.body).toBe('As it was.')
  expect(github.cost()).toEqual({ rest: 0, graphqlPoints: 1 })
  for (const path of [['discussions'], ['discussions', 'n0']]) {
    scene.github.faults.add(
      { operation: 'graphql', query: 'PullRequests' },
      { kind: 'partial', path, type: 'FORBIDDEN' },
    )
    const without = await readPullRequests(github, [scene.pull])
    expect(without.ok && without.value[0]).toMatchObject({ number: scene.pull, complete: true })
    expect(without.ok && without.value[0]?.discussion).toBeUndefined()
  }
  scene.github.faults.add(
    { operation: 'graphql', query: 'PullRequests' },
    { kind: 'partial', path: ['repository', 'n0'], type: 'FORBIDDEN' },
  )
  const refused = await readPullRequests(github, [scene.pull])
  expect(!refused.ok && refused.problem.kind).toBe('forbidden')
})

test('a pull request whose author is gone has no author, not somebody else', async () => {
  scene.github.faults.add(
    { operation: 'graphql', query: 'PullRequests' },
    {
      kind: 'edit',
      edit: (body) =>
        JSON.parse(JSON.stringify(body).replace(/"author":\{"__typename":"User"[^}]*\}/, '"author":null')),
    },
  )
  const read = await readPullRequests(scene.port(), [scene.pull])
  expect(read.ok && read.value[0]?.author).toBeUndefined()
})

test('rulesets: what they require, the strictest rule for reviews', async () => {
  expect(await readBranchRules(scene.port(), 'main')).toMatchObject({
    ok: true,
    value: {
      requiredContexts: [{ context: 'test', appId: 15_368 }],
      pullRequest: { approvals: 1 },
      requiredDeployments: ['staging'],
    },
  })
  expect(await readBranchRules(scene.port(), 'nowhere')).toMatchObject({
    ok: true,
    value: { requiredContexts: [], pullRequest: undefined },
  })
})

test('classic protection is readable without administration; an unknown branch is not unprotected', async () => {
  const github = scene.port({ permissions: { contents: 'read' } })
  expect(await readBranchProtection(github, 'main')).toEqual({
    ok: true,
    value: [{ context: 'lint', appId: 15_368 }],
  })
  expect(await readBranchProtection(github, 'topic')).toEqual({ ok: true, value: [] })
  const missing = await readBranchProtection(github, 'nowhere')
  expect(!missing.ok && missing.problem.kind).toBe('not-found')
})

test('the merge queue, with the commit of each entry', async () => {
  expect(await readMergeQueue(scene.port(), 'main')).toEqual({
    ok: true,
    value: [{ number: scene.pull, commit: scene.head, base: scene.merged }],
  })
  expect(await readMergeQueue(scene.port(), 'topic')).toEqual({ ok: true, value: [] })
})

test('a commit that more pull requests have than one page holds: all of them', async () => {
  for (let number = 0; number < 101; number += 1) {
    addPullRequest(scene.world, { head: 'topic', title: `decoy ${number}` })
  }
  const github = scene.port()
  const read = await readCommitPullRequests(github, [scene.head])
  expect(read.ok && read.value[0]?.pullRequests.map(({ number }) => number)).toContain(scene.pull)
  expect(read.ok && read.value[0]?.pullRequests.length).toBeGreaterThan(101)
  const partly = { operation: 'graphql', query: 'FurtherPullRequests' }
  scene.github.faults.add(partly, { kind: 'partial', path: ['repository', 'object'], type: 'FORBIDDEN' })
  expect((await readCommitPullRequests(github, [scene.head])).ok).toBe(false)
})

test('reviews and commits of a pull request to the last page; a page that fails leaves it incomplete', async () => {
  const changes = Array.from({ length: 104 }, (_, number) => ({ 'long.txt': `${number}\n` }))
  scene.repository.commitAll(changes, { branch: 'long', parent: scene.merged, author: 'mona' })
  const pull = addPullRequest(scene.world, { head: 'long' })
  for (let number = 0; number < 60; number += 1) {
    addPerson(scene.world, { login: `reviewer-${number}`, permission: 'write' })
    addReview(scene.world, pull, { author: `reviewer-${number}` })
  }
  const github = scene.port()
  const read = await readPullRequests(github, [pull.number])
  const [whole] = read.ok ? read.value : []
  expect(whole?.complete).toBe(true)
  expect(whole?.reviews.length).toBe(60)
  expect(whole?.commits.length).toBe(104)
  expect(new Set(whole?.commits.map(({ oid }) => oid)).size).toBe(whole?.commits.length)
  const asked = await readReleaseFacts(github, { oid: scene.head, pullRequest: pull.number })
  expect(asked.ok && asked.value.pullRequest?.ok && asked.value.pullRequest.value.complete).toBe(true)
  scene.github.faults.add(
    { operation: 'graphql', query: 'PullRequestPage' },
    { kind: 'partial', path: ['repository', 'pullRequest', 'latestOpinionatedReviews'], type: 'FORBIDDEN' },
  )
  const partly = await readPullRequests(github, [pull.number])
  expect(partly.ok && partly.value[0]?.complete).toBe(false)
})

test('a merge queue of more than one page', async () => {
  for (let number = 0; number < 100; number += 1) {
    const { number: pullRequest } = addPullRequest(scene.world, { head: 'topic' })
    queuePullRequest(scene.world, { branch: 'main', pullRequest, headSha: scene.head, baseSha: scene.merged })
  }
  const read = await readMergeQueue(scene.port(), 'main')
  expect(read.ok && read.value.length).toBe(101)
})

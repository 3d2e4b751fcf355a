import { type Commit, listCommits, type Repository } from '@operator/git'
import {
  type Answer,
  type BranchRules,
  type CommitPullRequests,
  type Discussion,
  type GitHub,
  type ReviewedPullRequest,
  readCommitPullRequests,
  readMergeQueue,
  readPullRequests,
} from '@operator/github'
import { type Fact, factOf, known, noToken } from '../fact.ts'
import type { PrecheckRequest } from '../request.ts'
import { describePullRequest } from './describe-pull-request.ts'
import type { RangeCommitFacts, ReviewsFacts } from './facts.ts'
import { pullRequestsOfGroup } from './merge-group.ts'
import { compareMerged } from './merged-content.ts'
import { listPullRequests, mergedInto } from './pull-request-of.ts'

/** So many commits on the first-parent line are looked at; deploying more at once is unknown. */
const maxCommits = 300
/** Where nothing is deployed yet, all of history would be in the range. */
const maxWithoutBase = 20

export interface RangeLine {
  /** Newest first. */
  readonly commits: readonly Commit[]
  readonly cut: ReviewsFacts['cut']
}

/** What was put on the branch between base and head, one push or merge at a time. */
export async function readRangeLine(
  repository: Repository,
  base: string | null,
  head: string,
): Promise<RangeLine> {
  const limit = base === null ? maxWithoutBase : maxCommits
  const found = await listCommits(repository, {
    include: head,
    exclude: base,
    max: limit + 1,
    firstParent: true,
  })
  const commits = found.slice(0, limit)
  if (base === null) return { commits, cut: 'no-base' }
  if (found.length > limit) return { commits, cut: 'too-long' }
  // In a shallow clone the oldest commit looks like a root; its history was cut off, not its beginning.
  const cutOff = repository.shallow && commits.at(-1)?.parents.length === 0
  return { commits, cut: cutOff ? 'shallow' : undefined }
}

export interface ReviewSources {
  readonly line: RangeLine
  readonly rules: Answer<BranchRules> | undefined
  /** The pull request of the event, where it is about one. */
  readonly own: Answer<ReviewedPullRequest> | undefined
  readonly template: string | undefined
}

export interface CollectedReviews {
  readonly facts: ReviewsFacts
  /** The newest pull request that is merged, with its head's tree. */
  readonly newest: { readonly number: number; readonly head: string; readonly tree: string } | undefined
  /** What was said on the pull requests, where that came with them. */
  readonly discussions: readonly Discussion[]
}

/** Reviews of everything that ships: the event's pull request, those of the merge group, or those of the range. */
export async function collectReviews(
  request: PrecheckRequest,
  sources: ReviewSources,
): Promise<CollectedReviews> {
  const { github } = request
  const rules: ReviewsFacts['rules'] =
    sources.rules === undefined
      ? noToken
      : sources.rules.ok
        ? known(sources.rules.value.pullRequest ?? null)
        : factOf(sources.rules)
  const found = github === undefined ? noBody : await findPullRequests(request, github, sources)
  const describe = async (pulls: readonly ReviewedPullRequest[]) => {
    const described = []
    for (const pull of pulls) described.push(await describePullRequest(pull, request, sources.template))
    return described
  }
  const pullRequests = found.pulls.known ? known(await describe(found.pulls.value)) : found.pulls
  const newest = found.pulls.known ? found.pulls.value.find(({ merged }) => merged) : undefined
  const tree = newest?.commits.find(({ oid }) => oid === newest.head)?.tree
  return {
    facts: {
      rules,
      commits: found.commits,
      pullRequests,
      ...(request.stage === 'deploy' || request.stage === 'local' ? cutOf(sources.line) : {}),
    },
    newest:
      newest === undefined || tree === undefined
        ? undefined
        : { number: newest.number, head: newest.head, tree },
    discussions: found.pulls.known ? found.pulls.value.flatMap(({ discussion }) => discussion ?? []) : [],
  }
}

function cutOf({ cut }: RangeLine): Pick<ReviewsFacts, 'cut'> {
  return cut === undefined ? {} : { cut }
}

interface Found {
  readonly commits: Fact<readonly RangeCommitFacts[]>
  readonly pulls: Fact<readonly ReviewedPullRequest[]>
}

const noBody: Found = { commits: noToken, pulls: noToken }

async function findPullRequests(
  request: PrecheckRequest,
  github: GitHub,
  { line, own }: ReviewSources,
): Promise<Found> {
  switch (request.stage) {
    case 'pull-request':
      return {
        commits: known([]),
        pulls: own?.ok ? known([own.value]) : own === undefined ? noToken : factOf(own),
      }
    case 'merge-group':
      return { commits: known([]), pulls: await queuedPullRequests(request, github, line) }
    case 'deploy':
    case 'local':
      return rangePullRequests(request, github, line)
  }
}

async function rangePullRequests(
  { branch, range }: PrecheckRequest,
  github: GitHub,
  { commits }: RangeLine,
): Promise<Found> {
  const associated = await readCommitPullRequests(
    github,
    commits.map(({ oid }) => oid),
  )
  if (!associated.ok) return { commits: factOf(associated), pulls: factOf(associated) }
  const facts = commits.map((commit, index) => toRangeCommit(commit, associated.value[index]))
  if (branch === undefined) return { commits: known(facts), pulls: known([]) }
  const pulls = await readPullRequests(github, listPullRequests(facts, branch))
  if (!pulls.ok) return { commits: known(facts), pulls: factOf(pulls) }
  const compared: RangeCommitFacts[] = []
  for (const [index, fact] of facts.entries()) {
    const [commit, signed] = [commits[index], associated.value[index]?.signedByGitHub ?? false]
    const number = mergedInto(fact, branch)?.number
    const pull = pulls.value.find((one) => one.number === number)
    compared.push(
      commit === undefined || pull === undefined
        ? fact
        : { ...fact, content: await compareMerged(range.repository, commit, signed, pull) },
    )
  }
  return { commits: known(compared), pulls: known(pulls.value) }
}

function toRangeCommit(commit: Commit, associated: CommitPullRequests | undefined): RangeCommitFacts {
  return {
    oid: commit.oid,
    title: titleOf(commit),
    author: commit.author.name.slice(0, 100),
    pullRequests: associated?.pullRequests ?? [],
  }
}

export function titleOf({ message }: Pick<Commit, 'message'>): string {
  return (message.split(/\r?\n/, 1)[0] ?? '').slice(0, 200)
}

/** The entries of the queue that the group consists of. */
async function queuedPullRequests(
  { branch }: PrecheckRequest,
  github: GitHub,
  { commits }: RangeLine,
): Promise<Fact<readonly ReviewedPullRequest[]>> {
  const queue = await readMergeQueue(github, branch ?? '')
  if (!queue.ok) return factOf(queue)
  const numbers = pullRequestsOfGroup(
    queue.value,
    commits.map(({ oid }) => oid),
  )
  return numbers.known ? factOf(await readPullRequests(github, numbers.value)) : numbers
}

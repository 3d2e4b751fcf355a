import { labelOf } from './issues.ts'
import { personOf } from './people.ts'
import { commitOf, timestamp, type World } from './world.ts'

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'

export interface Review {
  readonly id: number
  readonly author: string
  state: ReviewState
  readonly body: string
  readonly commit: string
  readonly submittedAt: string
  readonly editedAt: string | null
}

export type TimelineEvent =
  | { readonly type: 'labeled'; readonly label: string; readonly actor: string; readonly createdAt: string }
  | { readonly type: 'head_ref_force_pushed'; readonly actor: string; readonly createdAt: string }
  | {
      readonly type: 'review_dismissed'
      readonly actor: string
      readonly message: string
      readonly createdAt: string
    }
  | { readonly type: 'added_to_merge_queue'; readonly actor: string; readonly createdAt: string }

export interface PullRequest {
  readonly id: number
  readonly number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  isDraft: boolean
  readonly author: string
  readonly headRef: string
  /** Fixed for merged pull requests and forks; otherwise the head follows its branch. */
  headSha: string | null
  /** `owner/name` of the fork that the head lives in. */
  readonly fork: string | null
  readonly baseRef: string
  /** Fixed when it is merged; otherwise the base follows its branch. */
  baseSha: string | null
  labels: string[]
  assignees: string[]
  readonly createdAt: string
  updatedAt: string
  closedAt: string | null
  mergedAt: string | null
  mergedBy: string | null
  mergeCommit: string | null
  readonly closes: readonly number[]
  readonly reviews: Review[]
  readonly requestedReviewers: readonly { readonly login: string; readonly asCodeOwner: boolean }[]
  readonly requestedTeams: readonly { readonly slug: string; readonly asCodeOwner: boolean }[]
  readonly threads: { isResolved: boolean; isOutdated: boolean }[]
  readonly timeline: TimelineEvent[]
}

export interface NewPullRequest {
  readonly title?: string
  readonly body?: string
  /** Default: mona. */
  readonly author?: string
  /** Branch of the head. */
  readonly head: string
  /** Needed for a fork, whose branch is not in the repository. */
  readonly headSha?: string
  readonly fork?: string
  /** Default: the default branch. */
  readonly base?: string
  readonly draft?: boolean
  readonly labels?: readonly string[]
  readonly closes?: readonly number[]
  readonly requestedReviewers?: PullRequest['requestedReviewers']
  readonly requestedTeams?: PullRequest['requestedTeams']
  readonly threads?: readonly { readonly isResolved: boolean; readonly isOutdated?: boolean }[]
  readonly createdAt?: string
  /** Closed without a merge. */
  readonly closed?: boolean
  readonly merged?: NewMerge
}

export interface NewMerge {
  /** Default: mona. */
  readonly by?: string
  /** The commit on the base branch: merge, squash or last rebased commit. Default: the tip of the base. */
  readonly commit?: string
  readonly at?: string
}

export interface NewReview {
  readonly author: string
  readonly state?: ReviewState
  readonly body?: string
  /** Default: the pull request's head. */
  readonly commit?: string
  readonly submittedAt?: string
  readonly editedAt?: string
}

export function addPullRequest(world: World, pull: NewPullRequest): PullRequest {
  const createdAt = timestamp(world, pull.createdAt)
  const author = personOf(world, pull.author ?? 'mona').login
  const added: PullRequest = {
    id: world.nextId(),
    number: world.nextNumber(),
    title: pull.title ?? pull.head,
    body: pull.body ?? null,
    state: pull.closed === true ? 'closed' : 'open',
    isDraft: pull.draft ?? false,
    author,
    headRef: pull.head,
    headSha: pull.headSha === undefined ? null : commitOf(world, pull.headSha),
    fork: pull.fork ?? null,
    baseRef: pull.base ?? world.repository.defaultBranch,
    baseSha: null,
    labels: (pull.labels ?? []).map((name) => labelOf(world, name).name),
    assignees: [],
    createdAt,
    updatedAt: createdAt,
    closedAt: pull.closed === true ? createdAt : null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    closes: pull.closes ?? [],
    reviews: [],
    requestedReviewers: pull.requestedReviewers ?? [],
    requestedTeams: pull.requestedTeams ?? [],
    threads: (pull.threads ?? []).map(({ isResolved, isOutdated }) => ({
      isResolved,
      isOutdated: isOutdated ?? false,
    })),
    timeline: [],
  }
  headOf(world, added)
  world.pullRequests.push(added)
  if (pull.merged !== undefined) mergePullRequest(world, added, pull.merged)
  return added
}

export function addReview(world: World, pull: PullRequest, review: NewReview): Review {
  const added: Review = {
    id: world.nextId(),
    author: personOf(world, review.author).login,
    state: review.state ?? 'APPROVED',
    body: review.body ?? '',
    commit: review.commit === undefined ? headOf(world, pull) : commitOf(world, review.commit),
    submittedAt: timestamp(world, review.submittedAt),
    editedAt: review.editedAt ?? null,
  }
  pull.reviews.push(added)
  return added
}

/** Labels a pull request; who did it stays in its timeline. */
export function labelPullRequest(world: World, pull: PullRequest, label: string, actor: string): void {
  const { name } = labelOf(world, label)
  if (!pull.labels.includes(name)) pull.labels.push(name)
  pull.timeline.push({
    type: 'labeled',
    label: name,
    actor: personOf(world, actor).login,
    createdAt: timestamp(world),
  })
}

/** Records a merge that git already has. */
export function mergePullRequest(world: World, pull: PullRequest, merge: NewMerge): void {
  const at = timestamp(world, merge.at)
  const commit = commitOf(world, merge.commit ?? `refs/heads/${pull.baseRef}`)
  pull.headSha = headOf(world, pull)
  pull.baseSha = world.git.commit(commit).parents[0] ?? commit
  Object.assign(pull, { state: 'closed', closedAt: at, mergedAt: at, updatedAt: at, mergeCommit: commit })
  pull.mergedBy = personOf(world, merge.by ?? 'mona').login
}

export function headOf(world: World, pull: PullRequest): string {
  return pull.headSha ?? commitOf(world, `refs/heads/${pull.headRef}`)
}

export function baseOf(world: World, pull: PullRequest): string {
  return pull.baseSha ?? commitOf(world, `refs/heads/${pull.baseRef}`)
}

/** The commits that the pull request brings, oldest first. */
export function commitsOf(world: World, pull: PullRequest): readonly string[] {
  return world.git.history(headOf(world, pull), baseOf(world, pull)).toReversed()
}

/** Pull requests behind a commit: the merged one that brought it to the default branch, else every one that has it. */
export function pullRequestsWith(world: World, sha: string): readonly PullRequest[] {
  const holding = world.pullRequests.filter(
    (pull) => pull.mergeCommit === sha || commitsOf(world, pull).includes(sha),
  )
  const main = world.git.resolve(`refs/heads/${world.repository.defaultBranch}`)
  const isOnMain = main !== undefined && world.git.isAncestor(sha, main)
  return isOnMain ? holding.filter((pull) => pull.mergedAt !== null) : holding
}

import {
  type Commit,
  NotARepositoryError,
  openRepository,
  type Repository,
  resolveCommit,
} from '@operator/git'
import type { EventContext } from './event-context.ts'
import { fetchAll, type Unseen, unseen } from './sight.ts'

/** The commits that an event names, found in the clone. */
export interface Located {
  readonly kind: 'located'
  readonly repository: Repository
  readonly head: Commit
  /** Tip of the branch whose policy holds: the target of a pull request, the default branch on a deployment. */
  readonly target: string
  /** The base that comes with `head`, where that is the merge commit that GitHub made. */
  readonly mergedInto?: string
}

/** Finds the judged commit and the branch whose policy holds. What the clone lacks is `unseen`, never guessed. */
export async function locate(directory: string, event: EventContext): Promise<Located | Unseen> {
  let repository: Repository
  try {
    repository = await openRepository(directory)
  } catch (error) {
    if (!(error instanceof NotARepositoryError)) throw error
    return unseen('not-a-repository', error.message, 'Check the repository out before this step.')
  }
  if (!repository.hasCommits) {
    return unseen('no-commits', 'The repository has no commits.', 'Commit something first.')
  }
  const head = await resolveCommit(repository, event.head)
  const target = head && (await findTarget(repository, head, event))
  if (head && target !== undefined) return { kind: 'located', repository, head, target }
  const merged = await mergedPullRequest(repository, event)
  if (merged) return merged
  return head ? targetNotFound(event) : headNotFound(repository, event)
}

async function findTarget(
  repository: Repository,
  head: Commit,
  event: EventContext,
): Promise<string | undefined> {
  const { base, defaultBranch, ref } = event
  const find = async (revision: string) => (await resolveCommit(repository, revision))?.oid
  if (event.pullRequest !== undefined) return find(event.pullRequest.base)
  if (event.name === 'merge_group' && base.kind === 'commit') return find(base.oid)
  if (event.name === 'local') return base.kind === 'merge-base' ? find(base.with) : head.oid
  if (defaultBranch === undefined) return undefined
  const tip = await find(`refs/remotes/origin/${defaultBranch}`)
  if (tip !== undefined) return tip
  // `fetch-depth: 1` leaves no remote branch behind, but a run on the default branch was given its tip.
  return ref === `refs/heads/${defaultBranch}` && event.sha !== undefined ? find(event.sha) : undefined
}

/**
 * `refs/pull/N/merge` with its parents (`fetch-depth: 2`): its first parent is the target branch that it would be merged into.
 * Only the commit that GitHub itself made counts: a merge commit of the change's own could name any base.
 */
export async function mergedPullRequest(
  repository: Repository,
  event: EventContext,
): Promise<Located | undefined> {
  if (event.mergeCommit === undefined || event.pullRequest === undefined) return undefined
  const head = await resolveCommit(repository, event.mergeCommit)
  const [first, second] = head?.parents ?? []
  if (!head || first === undefined || second !== event.pullRequest.head) return undefined
  const base = await resolveCommit(repository, first)
  return base && { kind: 'located', repository, head, target: base.oid, mergedInto: base.oid }
}

function targetNotFound(event: EventContext): Unseen {
  if (event.name === 'local') {
    const base = event.base.kind === 'merge-base' ? event.base.with : ''
    return unseen(
      'base-not-found',
      `There is no commit ${JSON.stringify(base)} in this repository.`,
      'Name an existing branch, tag or commit with --base.',
    )
  }
  if (event.pullRequest !== undefined || event.name === 'merge_group') {
    const branch = event.pullRequest?.baseBranch ?? 'the merge group'
    return unseen('base-not-in-clone', `The base, ${branch}, is not in this clone.`, fetchAll)
  }
  const branch = event.defaultBranch ?? 'which the event does not name'
  return unseen(
    'policy-not-in-clone',
    `The policy is read from the default branch, ${branch}, and that is not in this clone.`,
    fetchAll,
  )
}

function headNotFound(repository: Repository, event: EventContext): Unseen {
  if (event.name === 'local') {
    return unseen(
      'head-not-found',
      `There is no commit ${JSON.stringify(event.head)} in this repository.`,
      'Name an existing branch, tag or commit with --head.',
    )
  }
  return unseen(
    'head-not-in-clone',
    `Commit ${event.head} is not in this clone.`,
    repository.shallow ? fetchAll : 'Check out the commit that the event names.',
  )
}

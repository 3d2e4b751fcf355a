import {
  type Commit,
  mergeBase,
  openRepository,
  type Range,
  type Repository,
  resolveCommit,
} from '@operator/git'
import type { BaseHint, EventContext } from './event.ts'

/** What is judged, or why nothing can be. */
export type Sight =
  | {
      readonly kind: 'seen'
      readonly range: Range
      readonly head: Commit
      readonly baseMeaning: string
      /** Tip of the branch that a pull request targets, when it is in this clone. */
      readonly target: string | undefined
    }
  | { readonly kind: 'unseen'; readonly code: string; readonly message: string; readonly next: string }

const fetchAll = 'Check out with `fetch-depth: 0`, so that the base is in the clone.'

/** Finds head and base in the clone. A base that the clone lacks is `unseen`, never guessed. */
export async function resolveRange(
  directory: string,
  event: EventContext,
  lastDeployment: () => Promise<BaseHint>,
): Promise<Sight> {
  let repository: Repository
  try {
    repository = await openRepository(directory)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return unseen('not-a-repository', message, 'Check the repository out before this step.')
  }
  if (!repository.hasCommits) {
    return unseen('no-commits', 'The repository has no commits.', 'Commit something first.')
  }
  const hint = event.base.kind === 'last-deployment' ? await lastDeployment() : event.base
  const head = await resolveCommit(repository, event.head)
  if (!head) {
    const merged = await mergedPullRequest(repository, event)
    return (
      merged ??
      unseen(
        'head-not-in-clone',
        `Commit ${event.head} is not in this clone.`,
        repository.shallow ? fetchAll : 'Check out the commit that the event names.',
      )
    )
  }
  switch (hint.kind) {
    case 'empty-tree':
      return {
        kind: 'seen',
        range: { repository, base: null, head: head.oid },
        head,
        baseMeaning: hint.meaning,
        target: undefined,
      }
    case 'commit': {
      const base = await resolveCommit(repository, hint.oid)
      if (!base)
        return unseen(
          'base-not-in-clone',
          `The base, ${hint.meaning} (${hint.oid}), is not in this clone.`,
          fetchAll,
        )
      return {
        kind: 'seen',
        range: { repository, base: base.oid, head: head.oid },
        head,
        baseMeaning: hint.meaning,
        target: base.oid,
      }
    }
    case 'merge-base':
      return againstMergeBase(repository, head, hint.with, hint.branch, event)
    case 'last-deployment':
      return unseen(
        'no-base',
        'The last deployment could not be determined.',
        'Name the environment and give a token that may read deployments.',
      )
  }
}

async function againstMergeBase(
  repository: Repository,
  head: Commit,
  revision: string,
  branch: string,
  event: EventContext,
): Promise<Sight> {
  const target = await resolveCommit(repository, revision)
  if (!target) {
    if (event.name === 'local') {
      return unseen(
        'base-not-found',
        `There is no commit ${JSON.stringify(revision)} in this repository.`,
        'Name an existing branch, tag or commit with --base.',
      )
    }
    return (
      (await mergedPullRequest(repository, event)) ??
      unseen(
        'base-not-in-clone',
        `The base of the pull request, ${branch} at ${revision}, is not in this clone.`,
        fetchAll,
      )
    )
  }
  const base = await mergeBase(repository, target.oid, head.oid)
  if (base !== undefined) {
    return {
      kind: 'seen',
      range: { repository, base, head: head.oid },
      head,
      baseMeaning: `the merge base with ${branch}`,
      target: target.oid,
    }
  }
  if (repository.shallow) {
    return (
      (await mergedPullRequest(repository, event)) ??
      unseen(
        'merge-base-not-in-clone',
        `The merge base with ${branch} is not in this shallow clone.`,
        fetchAll,
      )
    )
  }
  return {
    kind: 'seen',
    range: { repository, base: target.oid, head: head.oid },
    head,
    baseMeaning: `${branch} (no common history)`,
    target: target.oid,
  }
}

/**
 * `refs/pull/N/merge` with its parents (`fetch-depth: 2`): its first parent is the target branch that it would be merged into.
 * Only the commit that GitHub itself made counts: a merge commit of the change's own could name any base.
 */
async function mergedPullRequest(repository: Repository, event: EventContext): Promise<Sight | undefined> {
  if (event.mergeCommit === undefined || event.pullRequest === undefined) return undefined
  const head = await resolveCommit(repository, event.mergeCommit)
  const [first, second] = head?.parents ?? []
  if (!head || first === undefined || second !== event.pullRequest.head) return undefined
  const base = await resolveCommit(repository, first)
  if (!base) return undefined
  return {
    kind: 'seen',
    range: { repository, base: base.oid, head: head.oid },
    head,
    baseMeaning: 'the target branch, as merged by GitHub',
    target: base.oid,
  }
}

function unseen(code: string, message: string, next: string): Sight {
  return { kind: 'unseen', code, message, next }
}

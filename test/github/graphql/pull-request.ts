import { nodeId } from '../shapes/address.ts'
import { associationOf } from '../shapes/person.ts'
import { changesOf } from '../shapes/pull-request.ts'
import { rulesFor } from '../world/branches.ts'
import type { FileChange } from '../world/git.ts'
import { personByEmail, personOf } from '../world/people.ts'
import {
  baseOf,
  commitsOf,
  headOf,
  type PullRequest,
  type Review,
  type TimelineEvent,
} from '../world/pull-requests.ts'
import { commentsOf } from './comment.ts'
import { commitNode } from './commit.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import type { Viewer } from './context.ts'
import { issueNode, labelsOf } from './issue.ts'
import { actorNode } from './person.ts'

/** GitHub's `PullRequest`. */
export function pullRequestNode(viewer: Viewer, pull: PullRequest) {
  const { world } = viewer
  const changes = () => changesOf(world, pull)
  const isOpen = pull.state === 'open'
  const url = `${world.site.serverUrl}/${world.repository.owner}/${world.repository.name}/pull/${pull.number}`
  return {
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    databaseId: pull.id,
    fullDatabaseId: String(pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    url,
    state: pull.mergedAt !== null ? 'MERGED' : pull.state.toUpperCase(),
    isDraft: pull.isDraft,
    merged: pull.mergedAt !== null,
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    closedAt: pull.closedAt,
    mergedAt: pull.mergedAt,
    mergedBy: () => (pull.mergedBy === null ? null : actorNode(world, pull.mergedBy)),
    mergeCommit: () => (pull.mergeCommit === null ? null : commitNode(viewer, pull.mergeCommit)),
    author: () => actorNode(world, pull.author),
    authorAssociation: () => associationOf(world, pull.author),
    baseRefName: pull.baseRef,
    baseRefOid: () => baseOf(world, pull),
    headRefName: pull.headRef,
    headRefOid: () => headOf(world, pull),
    isCrossRepository: pull.fork !== null,
    reviewDecision: () => reviewDecision(viewer, pull),
    mergeable: isOpen ? 'MERGEABLE' : 'UNKNOWN',
    mergeStateStatus: isOpen ? (pull.isDraft ? 'DRAFT' : 'CLEAN') : 'UNKNOWN',
    changedFiles: () => changes().length,
    additions: () => changes().reduce((sum, { additions }) => sum + additions, 0),
    deletions: () => changes().reduce((sum, { deletions }) => sum + deletions, 0),
    labels: labelsOf(world, pull.labels),
    comments: commentsOf(world, pull.number, url),
    closingIssuesReferences: (args: ConnectionArguments) =>
      connection(
        world.issues
          .filter(({ number }) => pull.closes.includes(number))
          .map((issue) => issueNode(viewer, issue)),
        args,
      ),
    reviews: (args: ConnectionArguments) =>
      connection(
        pull.reviews.map((review) => reviewNode(viewer, review)),
        args,
      ),
    latestOpinionatedReviews: (args: ConnectionArguments & { readonly writersOnly?: boolean | null }) =>
      connection(
        opinions(viewer, pull, args.writersOnly === true).map((review) => reviewNode(viewer, review)),
        args,
      ),
    reviewThreads: (args: ConnectionArguments) => connection(pull.threads, args),
    reviewRequests: (args: ConnectionArguments) => connection(requests(viewer, pull), args),
    files: (args: ConnectionArguments) => connection(changes().map(fileNode), args),
    commits: (args: ConnectionArguments) =>
      connection(
        commitsOf(world, pull).map((sha) => ({
          id: nodeId('PullRequestCommit', `${pull.id}:${sha}`),
          commit: () => commitNode(viewer, sha),
        })),
        args,
      ),
    timelineItems: (args: ConnectionArguments & { readonly itemTypes?: readonly string[] | null }) =>
      connection(
        pull.timeline
          .map((event, index) => eventNode(viewer, pull, event, index))
          .filter(({ itemType }) => args.itemTypes == null || args.itemTypes.includes(itemType)),
        args,
      ),
  }
}

function mayWrite({ world }: Viewer, login: string): boolean {
  return ['admin', 'maintain', 'write'].includes(personOf(world, login).permission)
}

/** Each reviewer's latest review that approves, asks for changes or was dismissed; a comment changes no opinion. */
function opinions(viewer: Viewer, pull: PullRequest, writersOnly: boolean): readonly Review[] {
  const latest = new Map<string, Review>()
  for (const review of pull.reviews) {
    if (review.state === 'COMMENTED' || review.state === 'PENDING') continue
    if (writersOnly && !mayWrite(viewer, review.author)) continue
    latest.delete(review.author)
    latest.set(review.author, review)
  }
  return [...latest.values()]
}

/** Null where no rule asks for a review: it says nothing then. */
function reviewDecision(viewer: Viewer, pull: PullRequest): string | null {
  const { world } = viewer
  const rules = rulesFor(world, pull.baseRef).map(({ rule }) => rule.parameters ?? {})
  const required = Math.max(
    0,
    ...rules.map((rule) => Number(rule['required_approving_review_count'] ?? 0)),
    ...world.branches.protections
      .filter(({ branch }) => branch === pull.baseRef)
      .map((one) => one.requiredApprovals),
  )
  if (required === 0) return null
  const given = opinions(viewer, pull, true)
  if (given.some(({ state }) => state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  const approvals = given.filter(({ state }) => state === 'APPROVED')
  const approved = (login: string) => approvals.some(({ author }) => author === login)
  const owners = pull.requestedReviewers.filter(({ asCodeOwner }) => asCodeOwner)
  const lacksOwner =
    rules.some((rule) => rule['require_code_owner_review'] === true) &&
    owners.length > 0 &&
    !owners.some(({ login }) => approved(login))
  // Who pushed last is not recorded here; the head's committer stands for them.
  const pusher = personByEmail(world, world.git.commit(headOf(world, pull)).committer.email)?.login
  const lacksLastPush =
    rules.some((rule) => rule['require_last_push_approval'] === true) &&
    !approvals.some(({ author }) => author !== pusher)
  return approvals.length >= required && !lacksOwner && !lacksLastPush ? 'APPROVED' : 'REVIEW_REQUIRED'
}

/** GitHub's `PullRequestReview`. */
function reviewNode(viewer: Viewer, review: Review) {
  const { world } = viewer
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PullRequestReview', review.id),
    databaseId: review.id,
    fullDatabaseId: String(review.id),
    state: review.state,
    body: review.body,
    createdAt: review.submittedAt,
    submittedAt: review.state === 'PENDING' ? null : review.submittedAt,
    lastEditedAt: review.editedAt,
    author: () => actorNode(world, review.author),
    authorAssociation: () => associationOf(world, review.author),
    authorCanPushToRepository: mayWrite(viewer, review.author),
    commit: () => commitNode(viewer, review.commit),
    onBehalfOf: (args: ConnectionArguments) => connection([], args),
  }
}

function requests({ world }: Viewer, pull: PullRequest) {
  return [
    ...pull.requestedReviewers.map(({ login, asCodeOwner }) => ({
      id: nodeId('ReviewRequest', `${pull.id}:${login}`),
      asCodeOwner,
      requestedReviewer: actorNode(world, login),
    })),
    ...pull.requestedTeams.map(({ slug, asCodeOwner }) => ({
      id: nodeId('ReviewRequest', `${pull.id}:${slug}`),
      asCodeOwner,
      requestedReviewer: { __typename: 'Team', id: nodeId('Team', slug), slug, name: slug },
    })),
  ]
}

const changeTypes = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  copied: 'COPIED',
  changed: 'CHANGED',
} as const

function fileNode(change: FileChange) {
  return {
    path: change.path,
    changeType: changeTypes[change.status],
    additions: change.additions,
    deletions: change.deletions,
    viewerViewedState: 'UNVIEWED',
  }
}

function eventNode({ world }: Viewer, pull: PullRequest, event: TimelineEvent, index: number) {
  const common = {
    id: nodeId('Event', `${pull.id}:${index}`),
    createdAt: event.createdAt,
    actor: actorNode(world, event.actor),
  }
  switch (event.type) {
    case 'labeled': {
      const label = world.labels.find(({ name }) => name === event.label)
      return {
        ...common,
        __typename: 'LabeledEvent',
        itemType: 'LABELED_EVENT',
        label: { id: nodeId('Label', label?.id ?? 0), name: event.label },
      }
    }
    case 'review_dismissed':
      return {
        ...common,
        __typename: 'ReviewDismissedEvent',
        itemType: 'REVIEW_DISMISSED_EVENT',
        dismissalMessage: event.message,
      }
    case 'head_ref_force_pushed':
      return { ...common, __typename: 'HeadRefForcePushedEvent', itemType: 'HEAD_REF_FORCE_PUSHED_EVENT' }
    case 'added_to_merge_queue':
      return { ...common, __typename: 'AddedToMergeQueueEvent', itemType: 'ADDED_TO_MERGE_QUEUE_EVENT' }
  }
}

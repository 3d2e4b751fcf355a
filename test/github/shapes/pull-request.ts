import { labelOf } from '../world/issues.ts'
import { baseOf, commitsOf, headOf, type PullRequest, type Review } from '../world/pull-requests.ts'
import type { World } from '../world/world.ts'
import { api, html, nodeId } from './address.ts'
import { labelShape } from './issue.ts'
import { associationOf, personShape } from './person.ts'
import { repositoryShape } from './repository.ts'

/** GitHub's `pull-request-simple`. */
export function simplePullRequestShape(world: World, pull: PullRequest) {
  const page = html(world, `/pull/${pull.number}`)
  const url = api(world, `/pulls/${pull.number}`)
  const issue = api(world, `/issues/${pull.number}`)
  const statuses = api(world, `/statuses/${headOf(world, pull)}`)
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: api(world, '/pulls/comments{/number}'),
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: personShape(world, pull.author),
    body: pull.body,
    labels: pull.labels.map((name) => ({ ...labelShape(world, labelOf(world, name)), description: '' })),
    milestone: null,
    active_lock_reason: null,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requestedReviewers.map(({ login }) => personShape(world, login)),
    requested_teams: [],
    head: sideShape(world, pull.headRef, headOf(world, pull), pull.fork),
    base: sideShape(world, pull.baseRef, baseOf(world, pull), null),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: api(world, '/pulls/comments{/number}') },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: associationOf(world, pull.author),
    auto_merge: null,
    draft: pull.isDraft,
  }
}

/** GitHub's `pull-request`. */
export function pullRequestShape(world: World, pull: PullRequest) {
  const changes = changesOf(world, pull)
  const isOpen = pull.state === 'open'
  return {
    ...simplePullRequestShape(world, pull),
    merged: pull.mergedAt !== null,
    mergeable: isOpen ? true : null,
    rebaseable: isOpen ? true : null,
    mergeable_state: isOpen ? (pull.isDraft ? 'draft' : 'clean') : 'unknown',
    merged_by: pull.mergedBy === null ? null : personShape(world, pull.mergedBy),
    comments: world.comments.filter(({ issue }) => issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commitsOf(world, pull).length,
    additions: changes.reduce((sum, { additions }) => sum + additions, 0),
    deletions: changes.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: changes.length,
  }
}

/** The files of a pull request differ from the merge base, not from the tip of the base branch. */
export function changesOf(world: World, pull: PullRequest) {
  return world.git.diff(forkPoint(world, pull), headOf(world, pull))
}

export function forkPoint(world: World, pull: PullRequest): string {
  const base = baseOf(world, pull)
  return world.git.mergeBase(base, headOf(world, pull)) ?? base
}

/** GitHub's `pull-request-minimal`, beside check runs and workflow runs. */
export function minimalPullRequestShape(world: World, pull: PullRequest) {
  const repo = { id: world.repository.id, url: api(world), name: world.repository.name }
  return {
    id: pull.id,
    number: pull.number,
    url: api(world, `/pulls/${pull.number}`),
    head: { ref: pull.headRef, sha: headOf(world, pull), repo },
    base: { ref: pull.baseRef, sha: baseOf(world, pull), repo },
  }
}

function sideShape(world: World, ref: string, sha: string, fork: string | null) {
  const repo = repositoryShape(world)
  const [owner = world.repository.owner, name = world.repository.name] = fork?.split('/') ?? []
  const user = personShape(world, owner)
  return {
    label: `${owner}:${ref}`,
    ref,
    sha,
    user,
    repo: fork === null ? repo : { ...repo, id: repo.id + 1, name, full_name: fork, owner: user, fork: true },
  }
}

/** GitHub's `pull-request-review`. */
export function reviewShape(world: World, pull: PullRequest, review: Review) {
  const page = html(world, `/pull/${pull.number}#pullrequestreview-${review.id}`)
  const url = api(world, `/pulls/${pull.number}`)
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: personShape(world, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    author_association: associationOf(world, review.author),
    _links: { html: { href: page }, pull_request: { href: url } },
    submitted_at: review.submittedAt,
    commit_id: review.commit,
  }
}

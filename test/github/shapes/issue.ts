import { type Comment, type Issue, type Label, labelOf } from '../world/issues.ts'
import type { PullRequest } from '../world/pull-requests.ts'
import type { World } from '../world/world.ts'
import { api, html, nodeId } from './address.ts'
import { appShape, associationOf, personShape } from './person.ts'

/** GitHub's `label`. */
export function labelShape(world: World, label: Label) {
  return {
    id: label.id,
    node_id: nodeId('Label', label.id),
    url: api(world, `/labels/${encodeURIComponent(label.name)}`),
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  }
}

/** GitHub's `issue`. */
export function issueShape(world: World, issue: Issue) {
  return {
    ...common(world, issue),
    html_url: html(world, `/issues/${issue.number}`),
    state: issue.state,
    state_reason: issue.stateReason,
    closed_by: null,
    performed_via_github_app: issue.app === null ? null : appShape(world, issue.app),
  }
}

/** A pull request, as the list of issues shows it. */
export function pullRequestAsIssueShape(world: World, pull: PullRequest) {
  const page = html(world, `/pull/${pull.number}`)
  return {
    ...common(world, pull),
    html_url: page,
    state: pull.state,
    state_reason: null,
    draft: pull.isDraft,
    pull_request: {
      url: api(world, `/pulls/${pull.number}`),
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: pull.mergedAt,
    },
    performed_via_github_app: null,
  }
}

function common(world: World, item: Issue | PullRequest) {
  const url = api(world, `/issues/${item.number}`)
  const [assignee = null] = item.assignees
  return {
    id: item.id,
    node_id: nodeId('Issue', item.id),
    url,
    repository_url: api(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    number: item.number,
    title: item.title,
    user: personShape(world, item.author),
    labels: item.labels.map((name) => labelShape(world, labelOf(world, name))),
    assignee: assignee === null ? null : personShape(world, assignee),
    assignees: item.assignees.map((login) => personShape(world, login)),
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: world.comments.filter(({ issue }) => issue === item.number).length,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
    author_association: associationOf(world, item.author),
    body: item.body,
  }
}

/** GitHub's `issue-comment`. */
export function commentShape(world: World, comment: Comment) {
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url: api(world, `/issues/comments/${comment.id}`),
    html_url: html(world, `/issues/${comment.issue}#issuecomment-${comment.id}`),
    issue_url: api(world, `/issues/${comment.issue}`),
    body: comment.body,
    user: personShape(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(world, comment.author),
    performed_via_github_app: comment.app === null ? null : appShape(world, comment.app),
  }
}

import { personOf } from './people.ts'
import type { PullRequest } from './pull-requests.ts'
import { timestamp, type World } from './world.ts'

export interface Label {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string | null
}

export interface Issue {
  readonly id: number
  readonly number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null
  labels: string[]
  /** Who set a label, where it was not the author. */
  labelledBy: Readonly<Record<string, string>>
  assignees: string[]
  readonly author: string
  /** The app behind the token that opened it. */
  readonly app: string | null
  readonly createdAt: string
  updatedAt: string
  closedAt: string | null
}

export interface Comment {
  readonly id: number
  readonly issue: number
  body: string
  readonly author: string
  readonly app: string | null
  readonly createdAt: string
  updatedAt: string
  /** Whoever edited it. */
  editedAt: string | null
}

export interface NewIssue {
  readonly title: string
  readonly body?: string
  readonly labels?: readonly string[]
  /** Who set a label, where it was not the author. */
  readonly labelledBy?: Readonly<Record<string, string>>
  readonly assignees?: readonly string[]
  /** Default: the workflow's own bot. */
  readonly author?: string
  /** Slug of the app; default `github-actions` where the author is its bot. */
  readonly app?: string
  readonly state?: 'open' | 'closed'
  readonly createdAt?: string
  readonly closedAt?: string
}

export interface NewComment {
  readonly issue: number
  readonly body: string
  readonly author?: string
  readonly app?: string
  readonly createdAt?: string
  readonly editedAt?: string
}

const bot = 'github-actions[bot]'

export function addIssue(world: World, issue: NewIssue): Issue {
  const author = issue.author ?? bot
  const createdAt = timestamp(world, issue.createdAt)
  const closed = issue.state === 'closed'
  personOf(world, author)
  const added: Issue = {
    id: world.nextId(),
    number: world.nextNumber(),
    title: issue.title,
    body: issue.body ?? null,
    state: issue.state ?? 'open',
    stateReason: closed ? 'completed' : null,
    labels: (issue.labels ?? []).map((name) => labelOf(world, name).name),
    labelledBy: issue.labelledBy ?? {},
    assignees: [...(issue.assignees ?? [])],
    author,
    app: issue.app ?? appBehind(author),
    createdAt,
    updatedAt: createdAt,
    closedAt: closed ? timestamp(world, issue.closedAt ?? createdAt) : null,
  }
  world.issues.push(added)
  return added
}

export function addComment(world: World, comment: NewComment): Comment {
  const author = comment.author ?? bot
  const createdAt = timestamp(world, comment.createdAt)
  personOf(world, author)
  const added: Comment = {
    id: world.nextId(),
    issue: comment.issue,
    body: comment.body,
    author,
    app: comment.app ?? appBehind(author),
    createdAt,
    updatedAt: comment.editedAt ?? createdAt,
    editedAt: comment.editedAt ?? null,
  }
  world.comments.push(added)
  return added
}

/** The label, made when there is none: GitHub makes labels that an issue names. */
export function labelOf(world: World, name: string): Label {
  const known = world.labels.find((label) => label.name.toLowerCase() === name.toLowerCase())
  return known ?? addLabel(world, { name })
}

export function addLabel(
  world: World,
  label: { readonly name: string; readonly color?: string; readonly description?: string },
): Label {
  const added = {
    id: world.nextId(),
    name: label.name,
    color: label.color ?? 'ededed',
    description: label.description ?? null,
  }
  world.labels.push(added)
  return added
}

function appBehind(author: string): string | null {
  return author.endsWith('[bot]') ? author.slice(0, -'[bot]'.length) : null
}

/** The issue or pull request with this number. */
export function discussionOf(world: World, number: number): Issue | PullRequest | undefined {
  return [...world.issues, ...world.pullRequests].find((item) => item.number === number)
}

export function isPullRequest(item: Issue | PullRequest): item is PullRequest {
  return 'headRef' in item
}

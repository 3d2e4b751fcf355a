import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'
import { createIssue, type Issue, listIssuesOf, updateIssue } from './issues.ts'
import { readViewer } from './viewer.ts'

/** One issue that always says how things stand now. */
export interface TrackingIssue {
  /** What it is about, `dependency-audit:default`; one issue per key. */
  readonly key: string
  readonly title: string
  /** Markdown. The same facts must give the same text: an issue is written only when it differs. */
  readonly body: string
  readonly labels: readonly string[]
  /** False when nothing is left to do: the issue is closed, and none is opened. */
  readonly open: boolean
}

export interface TrackedIssue {
  readonly url: string
  readonly change: 'created' | 'updated' | 'closed' | 'reopened' | 'unchanged'
}

/**
 * Keeps the one issue with this key: creates it, updates it in place, closes and reopens it. Only an issue that this token's
 * own account opened counts as ours: anybody may write the hidden marker. Undefined when there is none and nothing to say.
 */
export async function keepTrackingIssue(
  github: GitHub,
  wanted: TrackingIssue,
): Promise<Answer<TrackedIssue | undefined>> {
  const marker = `<!-- operator:${wanted.key.replace(/[^a-z0-9:._-]/gi, '-')} -->`
  const body = `${marker}\n${wanted.body.trimEnd()}`
  const login = await readViewer(github)
  if (!login.ok) return login
  const found = await findOurs(github, login.value, marker)
  if (!found.ok) return found
  if (found.value !== undefined) return update(github, found.value, { ...wanted, body })
  if (!wanted.open) return answered(undefined)
  const created = await createIssue(github, { title: wanted.title, body, labels: wanted.labels })
  if (!created.ok) return created
  return settle(github, created.value, login.value, marker)
}

/** The oldest of ours. A list that was not read to its end proves nothing: a second issue would be opened. */
async function findOurs(github: GitHub, login: string, marker: string): Promise<Answer<Issue | undefined>> {
  const listed = await listIssuesOf(github, login)
  if (!listed.ok) return listed
  const ours = listed.value.items
    .filter((issue) => issue.author?.login === login && issue.body.split(/\r?\n/, 1)[0] === marker)
    .sort((a, b) => a.number - b.number)
  const [oldest] = ours
  if (oldest !== undefined || listed.value.complete) return answered(oldest)
  return unanswered({ kind: 'partial', message: `more issues of ${login} than can be listed` })
}

async function update(
  github: GitHub,
  issue: Issue,
  wanted: TrackingIssue,
): Promise<Answer<TrackedIssue | undefined>> {
  const isOpen = issue.state === 'open'
  const same =
    isOpen === wanted.open &&
    issue.title === wanted.title &&
    issue.body.replace(/\r\n/g, '\n').trimEnd() === wanted.body
  if (same) return answered({ url: issue.url, change: 'unchanged' })
  const { title, body } = wanted
  const state = wanted.open ? 'open' : 'closed'
  const updated = await updateIssue(github, issue.number, {
    title,
    body,
    ...(isOpen !== wanted.open && { state }),
  })
  if (!updated.ok) return updated
  const change = isOpen === wanted.open ? 'updated' : wanted.open ? 'reopened' : 'closed'
  return answered({ url: updated.value.url, change })
}

/** Two runs at once may both have found none: the younger issue gives way, so that one is left. */
async function settle(
  github: GitHub,
  created: Issue,
  login: string,
  marker: string,
): Promise<Answer<TrackedIssue | undefined>> {
  const first = await findOurs(github, login, marker)
  if (!first.ok || first.value === undefined || first.value.number >= created.number)
    return answered({ url: created.url, change: 'created' })
  const closed = await updateIssue(github, created.number, {
    state: 'closed',
    body: `Another run opened #${first.value.number} at the same time; that one is kept up to date.`,
  })
  return closed.ok ? answered({ url: first.value.url, change: 'unchanged' }) : closed
}

import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const issue = z.object({
  number: z.number().int(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.string(),
  html_url: z.string(),
  created_at: z.string(),
  closed_at: z.string().nullable(),
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() })])),
  pull_request: z.unknown().optional(),
})

export interface Issue {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly state: string
  readonly url: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly closedAt: string | undefined
  readonly author: { readonly login: string; readonly type: string } | null
  readonly labels: readonly string[]
}

/** Issues, not pull requests, that carry all the labels; newest first. */
export async function listIssues(
  github: GitHub,
  labels: readonly string[],
  state: 'open' | 'closed' | 'all',
): Promise<Answer<{ readonly items: readonly Issue[]; readonly complete: boolean }>> {
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/issues',
    { labels: labels.join(','), state },
    issue,
  )
  if (!listed.ok) return listed
  const items = listed.value.items.filter((item) => item.pull_request === undefined).map(toIssue)
  return answered({ items, complete: listed.value.complete })
}

/** Issues, not pull requests, that an account opened, whatever their state; newest first. */
export async function listIssuesOf(
  github: GitHub,
  login: string,
): Promise<Answer<{ readonly items: readonly Issue[]; readonly complete: boolean }>> {
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/issues',
    { creator: login, state: 'all' },
    issue,
  )
  if (!listed.ok) return listed
  const items = listed.value.items.filter((item) => item.pull_request === undefined).map(toIssue)
  return answered({ items, complete: listed.value.complete })
}

export async function createIssue(
  github: GitHub,
  request: { readonly title: string; readonly body: string; readonly labels: readonly string[] },
): Promise<Answer<Issue>> {
  const created = await github.rest('POST /repos/{owner}/{repo}/issues', { ...request }, issue)
  return created.ok ? answered(toIssue(created.value)) : created
}

export async function updateIssue(
  github: GitHub,
  number: number,
  change: {
    readonly body?: string
    readonly state?: 'open' | 'closed'
    readonly labels?: readonly string[]
    readonly title?: string
  },
): Promise<Answer<Issue>> {
  const updated = await github.rest(
    'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
    { issue_number: number, ...change },
    issue,
  )
  return updated.ok ? answered(toIssue(updated.value)) : updated
}

/** Adds a comment to an issue; unlike an edit of its body it notifies people. */
export function commentOnIssue(
  github: GitHub,
  number: number,
  body: string,
): Promise<Answer<{ readonly id: number }>> {
  return github.rest(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: number, body },
    z.object({ id: z.number().int() }),
  )
}

function toIssue(raw: z.infer<typeof issue>): Issue {
  return {
    number: raw.number,
    title: raw.title,
    body: raw.body ?? '',
    state: raw.state,
    url: raw.html_url,
    createdAt: raw.created_at,
    closedAt: raw.closed_at ?? undefined,
    author: raw.user,
    labels: raw.labels.map((label) => (typeof label === 'string' ? label : label.name)),
  }
}

import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const author = z.object({ login: z.string(), type: z.string() }).nullable()
const issueComment = z.object({
  id: z.number().int(),
  body: z.string().default(''),
  html_url: z.string(),
  user: author,
  performed_via_github_app: z.object({ slug: z.string().optional() }).nullish(),
})

export interface StickyComment {
  readonly issue: number
  /** What the comment is about, `precheck:default`; one comment per key. */
  readonly key: string
  readonly body: string
}

/**
 * Creates or updates the one comment with this key. Only a comment whose author is a bot counts as ours:
 * anybody may write the hidden marker, and ours must not be placed into another person's comment.
 */
export async function upsertComment(
  github: GitHub,
  comment: StickyComment,
): Promise<Answer<{ readonly url: string; readonly change: 'created' | 'updated' | 'unchanged' }>> {
  const marker = `<!-- operator:${comment.key.replace(/[^a-z0-9:._-]/gi, '-')} -->`
  const body = `${marker}\n${comment.body}`
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: comment.issue },
    issueComment,
  )
  if (!listed.ok) return listed
  const ours = listed.value.items.find(
    (candidate) => candidate.user?.type === 'Bot' && candidate.body.split(/\r?\n/, 1)[0] === marker,
  )
  if (ours === undefined) {
    const created = await github.rest(
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      { issue_number: comment.issue, body },
      issueComment,
    )
    return created.ok ? answered({ url: created.value.html_url, change: 'created' }) : created
  }
  if (ours.body.replace(/\r\n/g, '\n') === body) return answered({ url: ours.html_url, change: 'unchanged' })
  const updated = await github.rest(
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
    { comment_id: ours.id, body },
    issueComment,
  )
  return updated.ok ? answered({ url: updated.value.html_url, change: 'updated' }) : updated
}

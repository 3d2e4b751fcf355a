import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'
import { readViewer } from './viewer.ts'

const issueComment = z.object({
  id: z.number().int(),
  body: z.string(),
  html_url: z.string(),
  user: z.object({ login: z.string(), type: z.string() }).nullable(),
})
type IssueComment = z.infer<typeof issueComment>

export interface StickyComment {
  readonly issue: number
  /** What the comment is about, `precheck:default`; one comment per key. */
  readonly key: string
  readonly body: string
}

/**
 * Creates or updates the one comment with this key. Only a comment of this token's own account counts as ours: anybody may
 * write the hidden marker, and a token that may write comments may also overwrite other people's.
 */
export async function upsertComment(
  github: GitHub,
  comment: StickyComment,
): Promise<Answer<{ readonly url: string; readonly change: 'created' | 'updated' | 'unchanged' }>> {
  const marker = `<!-- operator:${comment.key.replace(/[^a-z0-9:._-]/gi, '-')} -->`
  const body = `${marker}\n${comment.body}`
  const found = await findOurs(github, comment.issue, marker)
  if (!found.ok) return found
  const [first, ...doubles] = found.value
  if (first !== undefined) {
    await remove(github, doubles)
    return write(github, first, body)
  }
  const created = await github.rest(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: comment.issue, body },
    issueComment,
  )
  if (!created.ok) return created
  // Another run may have written one since: the older stays, so that both runs decide for the same.
  const again = await findOurs(github, comment.issue, marker, created.value.user?.login)
  const older = again.ok ? again.value.find(({ id }) => id !== created.value.id) : undefined
  if (older === undefined || older.id > created.value.id) {
    return answered({ url: created.value.html_url, change: 'created' })
  }
  await remove(github, [created.value])
  return write(github, older, body)
}

async function write(
  github: GitHub,
  ours: IssueComment,
  body: string,
): Promise<Answer<{ readonly url: string; readonly change: 'updated' | 'unchanged' }>> {
  if (ours.body.replace(/\r\n/g, '\n') === body) return answered({ url: ours.html_url, change: 'unchanged' })
  const updated = await github.rest(
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
    { comment_id: ours.id, body },
    issueComment,
  )
  return updated.ok ? answered({ url: updated.value.html_url, change: 'updated' }) : updated
}

/** One that stays is only untidy: the next run tries again. */
async function remove(github: GitHub, doubles: readonly IssueComment[]): Promise<void> {
  for (const { id } of doubles) {
    await github.rest(
      'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { comment_id: id },
      z.unknown(),
    )
  }
}

/** Ours, the oldest first. A list that was not read to its end proves nothing: a second comment would be written. */
async function findOurs(
  github: GitHub,
  issue: number,
  marker: string,
  self?: string,
): Promise<Answer<readonly IssueComment[]>> {
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { issue_number: issue },
    issueComment,
  )
  if (!listed.ok) return listed
  const { items, complete } = listed.value
  const marked = items.filter(({ body }) => body.split(/\r?\n/, 1)[0] === marker)
  // Who we are costs a query, so it is asked only where there is something to tell apart.
  const viewer =
    self !== undefined ? answered(self) : marked.length === 0 ? undefined : await readViewer(github)
  if (viewer?.ok === false) return viewer
  const ours = marked.filter(({ user }) => user?.login === viewer?.value).sort((a, b) => a.id - b.id)
  if (ours.length > 0 || complete) return answered(ours)
  return unanswered({ kind: 'partial', message: `more comments on #${issue} than can be listed` })
}

import { z } from 'zod'
import { discussionFor } from '../server/discussion.ts'
import type { Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { limitText } from '../server/text-limit.ts'
import { issueShape, pullRequestAsIssueShape } from '../shapes/issue.ts'
import { unstated } from '../unstated.ts'
import { isPullRequest, labelOf } from '../world/issues.ts'
import { timestamp } from '../world/world.ts'

const body = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
  labels: z.array(z.string()).optional(),
  assignees: z.array(z.string()).optional(),
})

export const issuesUpdate: Operation = {
  id: 'issues/update',
  permissions: [{ issues: 'write' }, { 'pull-requests': 'write' }],
  isPublic: false,
  answer(call) {
    const { world, token } = call
    const item = discussionFor(call, call.number('issue_number'), 'write')
    const change = body.parse(call.body)
    limitText('Issue', 'title', change.title ?? '', unstated.textLimits.value.title)
    limitText('Issue', 'body', change.body ?? '', unstated.textLimits.value.body)
    const now = timestamp(world)
    if (change.title !== undefined) item.title = change.title
    if (change.body !== undefined) item.body = change.body
    if (change.assignees !== undefined) item.assignees = change.assignees
    if (change.labels !== undefined) {
      const labels = change.labels.map((name) => labelOf(world, name).name)
      if (!isPullRequest(item)) {
        const added = labels.filter((name) => !item.labels.includes(name))
        item.labelledBy = {
          ...item.labelledBy,
          ...Object.fromEntries(added.map((name) => [name, token.actor])),
        }
      }
      item.labels = labels
    }
    if (change.state !== undefined && change.state !== item.state) {
      const isClosed = change.state === 'closed'
      item.state = change.state
      item.closedAt = isClosed ? now : null
      if (!isPullRequest(item))
        item.stateReason = isClosed ? (change.state_reason ?? 'completed') : 'reopened'
    }
    item.updatedAt = now
    return ok(isPullRequest(item) ? pullRequestAsIssueShape(world, item) : issueShape(world, item))
  },
}

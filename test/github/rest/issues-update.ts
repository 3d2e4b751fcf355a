import { z } from 'zod'
import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { limitText } from '../server/text-limit.ts'
import { issueShape } from '../shapes/issue.ts'
import { unstated } from '../unstated.ts'
import { labelOf } from '../world/issues.ts'
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
  permissions: [{ issues: 'write' }],
  isPublic: false,
  answer({ world, token, number, body: given }) {
    const issue = found(world.issues.find((candidate) => candidate.number === number('issue_number')))
    const change = body.parse(given)
    limitText('Issue', 'body', change.body ?? '', unstated.textLimits.value.body)
    limitText('Issue', 'title', change.title ?? '', unstated.textLimits.value.title)
    const now = timestamp(world)
    if (change.title !== undefined) issue.title = change.title
    if (change.body !== undefined) issue.body = change.body
    if (change.labels !== undefined) {
      const labels = change.labels.map((name) => labelOf(world, name).name)
      const added = labels.filter((name) => !issue.labels.includes(name))
      issue.labelledBy = {
        ...issue.labelledBy,
        ...Object.fromEntries(added.map((name) => [name, token.actor])),
      }
      issue.labels = labels
    }
    if (change.assignees !== undefined) issue.assignees = change.assignees
    if (change.state === 'closed' && issue.state === 'open') {
      Object.assign(issue, {
        state: 'closed',
        closedAt: now,
        stateReason: change.state_reason ?? 'completed',
      })
    } else if (change.state === 'open' && issue.state === 'closed') {
      Object.assign(issue, { state: 'open', closedAt: null, stateReason: 'reopened' })
    }
    issue.updatedAt = now
    return ok(issueShape(world, issue))
  },
}

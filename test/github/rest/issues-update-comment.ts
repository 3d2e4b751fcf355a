import { z } from 'zod'
import { discussionFor } from '../server/discussion.ts'
import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { checkedComment } from '../server/text-limit.ts'
import { commentShape } from '../shapes/issue.ts'
import { timestamp } from '../world/world.ts'

export const issuesUpdateComment: Operation = {
  id: 'issues/update-comment',
  permissions: [{ issues: 'write' }, { 'pull-requests': 'write' }],
  isPublic: false,
  answer(call) {
    const { world, number, body } = call
    const comment = found(world.comments.find(({ id }) => id === number('comment_id')))
    discussionFor(call, comment.issue, 'write')
    const text = checkedComment(z.object({ body: z.string() }).parse(body).body)
    comment.body = text
    comment.updatedAt = timestamp(world)
    comment.editedAt = comment.updatedAt
    return ok(commentShape(world, comment))
  },
}

import { z } from 'zod'
import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { checkedComment } from '../server/text-limit.ts'
import { commentShape } from '../shapes/issue.ts'
import { timestamp } from '../world/world.ts'

export const issuesUpdateComment: Operation = {
  id: 'issues/update-comment',
  permissions: [{ issues: 'write' }, { 'pull-requests': 'write' }],
  isPublic: false,
  answer({ world, number, body }) {
    const comment = found(world.comments.find(({ id }) => id === number('comment_id')))
    const text = checkedComment(z.object({ body: z.string() }).parse(body).body)
    comment.body = text
    comment.updatedAt = timestamp(world)
    return ok(commentShape(world, comment))
  },
}

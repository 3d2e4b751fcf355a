import { z } from 'zod'
import { found, type Operation } from '../server/operation.ts'
import { ok, Refusal } from '../server/reply.ts'
import { checkedText } from '../server/text-limit.ts'
import { commentShape } from '../shapes/issue.ts'
import { unstated } from '../unstated.ts'
import { personOf } from '../world/people.ts'
import { timestamp } from '../world/world.ts'

export const issuesUpdateComment: Operation = {
  id: 'issues/update-comment',
  permissions: [{ issues: 'write' }, { 'pull-requests': 'write' }],
  isPublic: false,
  answer({ world, token, number, body }) {
    const comment = found(world.comments.find(({ id }) => id === number('comment_id')))
    const text = checkedText('IssueComment', z.object({ body: z.string() }).parse(body).body)
    if (token.app !== null && personOf(world, comment.author).login !== token.actor) {
      const { status, message } = unstated.othersComments.value
      throw new Refusal(status, message)
    }
    comment.body = text
    comment.updatedAt = timestamp(world)
    return ok(commentShape(world, comment))
  },
}

import { z } from 'zod'
import { discussionFor } from '../server/discussion.ts'
import type { Operation } from '../server/operation.ts'
import { created } from '../server/reply.ts'
import { checkedComment } from '../server/text-limit.ts'
import { commentShape } from '../shapes/issue.ts'
import { addComment } from '../world/issues.ts'

export const issuesCreateComment: Operation = {
  id: 'issues/create-comment',
  permissions: [{ issues: 'write' }, { 'pull-requests': 'write' }],
  isPublic: false,
  answer(call) {
    const { world, token, number, body } = call
    discussionFor(call, number('issue_number'), 'write')
    const text = checkedComment(z.object({ body: z.string() }).parse(body).body)
    const added = addComment(world, {
      issue: number('issue_number'),
      body: text,
      author: token.actor,
      ...(token.app !== null && { app: token.app }),
    })
    return created(commentShape(world, added))
  },
}

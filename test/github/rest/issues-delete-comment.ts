import { discussionFor } from '../server/discussion.ts'
import { found, type Operation } from '../server/operation.ts'
import { noContent } from '../server/reply.ts'

export const issuesDeleteComment: Operation = {
  id: 'issues/delete-comment',
  permissions: [{ issues: 'write' }, { 'pull-requests': 'write' }],
  isPublic: false,
  answer(call) {
    const { world, number } = call
    const comment = found(world.comments.find(({ id }) => id === number('comment_id')))
    discussionFor(call, comment.issue, 'write')
    world.comments.splice(world.comments.indexOf(comment), 1)
    return noContent
  },
}

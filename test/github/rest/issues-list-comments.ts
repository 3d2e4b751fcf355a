import { discussionFor } from '../server/discussion.ts'
import { type Operation, page } from '../server/operation.ts'
import { commentShape } from '../shapes/issue.ts'

export const issuesListComments: Operation = {
  id: 'issues/list-comments',
  permissions: [{ issues: 'read' }, { 'pull-requests': 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const number = call.number('issue_number')
    discussionFor(call, number, 'read')
    const since = call.text('since')
    const comments = world.comments
      .filter(({ issue }) => issue === number)
      .filter(({ updatedAt }) => since === undefined || Date.parse(updatedAt) >= Date.parse(since))
    return page(call, comments, (shown) => shown.map((comment) => commentShape(world, comment)))
  },
}

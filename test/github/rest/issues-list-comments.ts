import { type Operation, page } from '../server/operation.ts'
import { notFound } from '../server/reply.ts'
import { commentShape } from '../shapes/issue.ts'
import { discussionOf } from '../world/issues.ts'

export const issuesListComments: Operation = {
  id: 'issues/list-comments',
  permissions: [{ issues: 'read' }, { 'pull-requests': 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const number = call.number('issue_number')
    if (discussionOf(world, number) === undefined) throw notFound()
    const since = call.text('since')
    const comments = world.comments
      .filter(({ issue }) => issue === number)
      .filter(({ updatedAt }) => since === undefined || Date.parse(updatedAt) >= Date.parse(since))
    return page(call, comments, (shown) => shown.map((comment) => commentShape(world, comment)))
  },
}

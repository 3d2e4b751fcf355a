import { found, type Operation, page } from '../server/operation.ts'
import { reviewShape } from '../shapes/pull-request.ts'

export const pullsListReviews: Operation = {
  id: 'pulls/list-reviews',
  permissions: [{ 'pull-requests': 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const pull = found(world.pullRequests.find(({ number }) => number === call.number('pull_number')))
    return page(call, pull.reviews, (shown) => shown.map((review) => reviewShape(world, pull, review)))
  },
}

import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { pullRequestShape } from '../shapes/pull-request.ts'

export const pullsGet: Operation = {
  id: 'pulls/get',
  permissions: [{ 'pull-requests': 'read' }],
  isPublic: true,
  answer: ({ world, number }) =>
    ok(
      pullRequestShape(
        world,
        found(world.pullRequests.find((pull) => pull.number === number('pull_number'))),
      ),
    ),
}

import { type Operation, page } from '../server/operation.ts'
import { commitAt } from '../server/revision.ts'
import { simplePullRequestShape } from '../shapes/pull-request.ts'
import { pullRequestsWith } from '../world/pull-requests.ts'

export const reposListPullRequestsAssociatedWithCommit: Operation = {
  id: 'repos/list-pull-requests-associated-with-commit',
  permissions: [{ 'pull-requests': 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const pulls = pullRequestsWith(world, commitAt(world, call.text('commit_sha') ?? ''))
    return page(call, pulls, (shown) => shown.map((pull) => simplePullRequestShape(world, pull)))
  },
}

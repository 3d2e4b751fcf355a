import { found, type Operation, page } from '../server/operation.ts'
import { commitShape } from '../shapes/commit.ts'
import { unstated } from '../unstated.ts'
import { commitsOf } from '../world/pull-requests.ts'

export const pullsListCommits: Operation = {
  id: 'pulls/list-commits',
  permissions: [{ 'pull-requests': 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const pull = found(world.pullRequests.find(({ number }) => number === call.number('pull_number')))
    const commits = commitsOf(world, pull).slice(0, unstated.pullRequestLimits.value.commits)
    return page(call, commits, (shown) => shown.map((sha) => commitShape(world, sha)))
  },
}

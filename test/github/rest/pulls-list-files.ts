import { found, type Operation, page } from '../server/operation.ts'
import { diffShape } from '../shapes/diff.ts'
import { changesOf, forkPoint } from '../shapes/pull-request.ts'
import { unstated } from '../unstated.ts'
import { headOf } from '../world/pull-requests.ts'

export const pullsListFiles: Operation = {
  id: 'pulls/list-files',
  permissions: [{ 'pull-requests': 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const pull = found(world.pullRequests.find(({ number }) => number === call.number('pull_number')))
    const [base, head] = [forkPoint(world, pull), headOf(world, pull)]
    const changes = changesOf(world, pull).slice(0, unstated.pullRequestLimits.value.files)
    return page(call, changes, (shown) => shown.map((change) => diffShape(world, base, head, change)))
  },
}

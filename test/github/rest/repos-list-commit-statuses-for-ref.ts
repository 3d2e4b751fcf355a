import { type Operation, page } from '../server/operation.ts'
import { commitAt } from '../server/revision.ts'
import { statusShape } from '../shapes/checks.ts'

export const reposListCommitStatusesForRef: Operation = {
  id: 'repos/list-commit-statuses-for-ref',
  permissions: [{ statuses: 'read' }],
  isPublic: true,
  answer(call) {
    const sha = commitAt(call.world, call.text('ref') ?? '')
    const statuses = call.world.statuses.filter((status) => status.sha === sha).toReversed()
    return page(call, statuses, (shown) => shown.map((status) => statusShape(call.world, status)))
  },
}

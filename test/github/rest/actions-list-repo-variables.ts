import { type Operation, page } from '../server/operation.ts'
import { variableShape } from '../shapes/variable.ts'
import { keptAt } from '../world/variables.ts'

export const actionsListRepoVariables: Operation = {
  id: 'actions/list-repo-variables',
  permissions: [{ variables: 'read' }],
  isPublic: false,
  answer(call) {
    const { world } = call
    const kept = keptAt(world, 'variable', 'repository')
    return page(call, kept, (shown) => ({ total_count: kept.length, variables: shown.map(variableShape) }))
  },
}

import { type Operation, page } from '../server/operation.ts'
import { secretShape } from '../shapes/variable.ts'
import { keptAt } from '../world/variables.ts'

export const actionsListRepoSecrets: Operation = {
  id: 'actions/list-repo-secrets',
  permissions: [{ secrets: 'read' }],
  isPublic: false,
  answer(call) {
    const { world } = call
    const kept = keptAt(world, 'secret', 'repository')
    return page(call, kept, (shown) => ({ total_count: kept.length, secrets: shown.map(secretShape) }))
  },
}

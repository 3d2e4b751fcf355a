import { type Operation, page } from '../server/operation.ts'
import { secretShape } from '../shapes/variable.ts'
import { keptAt } from '../world/variables.ts'

export const actionsListRepoOrganizationSecrets: Operation = {
  id: 'actions/list-repo-organization-secrets',
  permissions: [{ secrets: 'read' }],
  isPublic: false,
  answer(call) {
    const { world } = call
    const kept = keptAt(world, 'secret', 'organization')
    return page(call, kept, (shown) => ({ total_count: kept.length, secrets: shown.map(secretShape) }))
  },
}

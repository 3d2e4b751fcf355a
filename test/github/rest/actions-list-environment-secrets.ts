import { found, type Operation, page } from '../server/operation.ts'
import { secretShape } from '../shapes/variable.ts'
import { environmentOf } from '../world/deployments.ts'
import { keptAt } from '../world/variables.ts'

export const actionsListEnvironmentSecrets: Operation = {
  id: 'actions/list-environment-secrets',
  permissions: [{ environments: 'read' }],
  isPublic: false,
  answer(call) {
    const { world } = call
    const environment = found(environmentOf(world, call.text('environment_name') ?? ''))
    const kept = keptAt(world, 'secret', { environment: environment.name })
    return page(call, kept, (shown) => ({ total_count: kept.length, secrets: shown.map(secretShape) }))
  },
}

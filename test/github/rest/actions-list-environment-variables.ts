import { found, type Operation, page } from '../server/operation.ts'
import { variableShape } from '../shapes/variable.ts'
import { environmentOf } from '../world/deployments.ts'
import { keptAt } from '../world/variables.ts'

export const actionsListEnvironmentVariables: Operation = {
  id: 'actions/list-environment-variables',
  permissions: [{ environments: 'read' }],
  isPublic: false,
  answer(call) {
    const { world } = call
    const environment = found(environmentOf(world, call.text('environment_name') ?? ''))
    const kept = keptAt(world, 'variable', { environment: environment.name })
    return page(call, kept, (shown) => ({ total_count: kept.length, variables: shown.map(variableShape) }))
  },
}

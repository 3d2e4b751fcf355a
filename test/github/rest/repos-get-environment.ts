import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { environmentShape } from '../shapes/deployment.ts'
import { environmentOf } from '../world/deployments.ts'

export const reposGetEnvironment: Operation = {
  id: 'repos/get-environment',
  permissions: [{ actions: 'read' }],
  isPublic: true,
  answer: ({ world, text }) =>
    ok(environmentShape(world, found(environmentOf(world, text('environment_name') ?? '')))),
}

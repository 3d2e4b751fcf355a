import type { Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { fullRepositoryShape } from '../shapes/repository.ts'

export const reposGet: Operation = {
  id: 'repos/get',
  permissions: [{ metadata: 'read' }],
  isPublic: true,
  answer: ({ world }) => ok(fullRepositoryShape(world)),
}

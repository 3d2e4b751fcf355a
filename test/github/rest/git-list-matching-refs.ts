import type { Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { refShape } from '../shapes/ref.ts'

export const gitListMatchingRefs: Operation = {
  id: 'git/list-matching-refs',
  permissions: [{ contents: 'read' }],
  isPublic: true,
  answer: ({ world, text }) =>
    ok(world.git.refs(`refs/${text('ref') ?? ''}`).map((ref) => refShape(world, ref))),
}

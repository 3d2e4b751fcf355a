import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { refShape } from '../shapes/ref.ts'

export const gitGetRef: Operation = {
  id: 'git/get-ref',
  permissions: [{ contents: 'read' }],
  isPublic: true,
  answer({ world, text }) {
    const name = `refs/${text('ref') ?? ''}`
    return ok(refShape(world, found(world.git.refs(name).find((ref) => ref.name === name))))
  },
}

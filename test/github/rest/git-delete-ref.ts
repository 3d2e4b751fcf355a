import type { Operation } from '../server/operation.ts'
import { invalid, noContent } from '../server/reply.ts'

export const gitDeleteRef: Operation = {
  id: 'git/delete-ref',
  permissions: [{ contents: 'write' }],
  isPublic: false,
  answer({ world, text }) {
    const name = `refs/${text('ref') ?? ''}`
    if (!world.git.refs(name).some((ref) => ref.name === name)) throw invalid('Reference does not exist')
    world.git.deleteRef(name)
    return noContent
  },
}

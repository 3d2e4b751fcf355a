import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { branchShape } from '../shapes/branch.ts'

export const reposGetBranch: Operation = {
  id: 'repos/get-branch',
  permissions: [{ contents: 'read' }],
  isPublic: true,
  answer({ world, text }) {
    const name = text('branch') ?? ''
    return ok(branchShape(world, name, found(world.git.resolve(`refs/heads/${name}`))))
  },
}

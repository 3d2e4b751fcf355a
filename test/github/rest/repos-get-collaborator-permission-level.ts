import type { Operation } from '../server/operation.ts'
import { notFound, ok } from '../server/reply.ts'
import { personShape } from '../shapes/person.ts'
import { unstated } from '../unstated.ts'

export const reposGetCollaboratorPermissionLevel: Operation = {
  id: 'repos/get-collaborator-permission-level',
  permissions: [{ metadata: 'read' }],
  isPublic: false,
  answer({ world, text }) {
    const person = world.people.get((text('username') ?? '').toLowerCase())
    if (person === undefined) throw notFound()
    const { permission: role } = person
    const level = unstated.permissionLevels.value[role]
    const at = ['none', 'read', 'triage', 'write', 'maintain', 'admin'].indexOf(role)
    return ok({
      permission: level,
      role_name: role,
      user: {
        ...personShape(world, person.login),
        permissions: { pull: at >= 1, triage: at >= 2, push: at >= 3, maintain: at >= 4, admin: at >= 5 },
        role_name: role,
      },
    })
  },
}

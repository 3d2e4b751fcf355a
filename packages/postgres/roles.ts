import type { Node } from 'libpg-query'
import { walk } from './walk.ts'

/** Names of the roles that a statement speaks of (GRANT, OWNER TO, policies, default privileges), as written. */
export function mentionedRoles(node: Node): string[] {
  const roles = new Set<string>()
  walk(node, (key, value) => {
    if (key === 'RoleSpec' || key === 'newowner' || key === 'authrole' || key === 'role')
      collect(value, roles)
  })
  return [...roles]
}

function collect(value: unknown, roles: Set<string>): void {
  if (typeof value !== 'object' || value === null) return
  if ('rolename' in value && typeof value.rolename === 'string') roles.add(value.rolename)
}

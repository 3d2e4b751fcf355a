import { unstated } from '../unstated.ts'
import { discussionOf, type Issue, isPullRequest } from '../world/issues.ts'
import type { PullRequest } from '../world/pull-requests.ts'
import { type Call, found } from './operation.ts'
import { Refusal } from './reply.ts'
import { type Access, allows } from './tokens.ts'

/** The issue or pull request with a number; an issue needs the permission for issues, a pull request either one. */
export function discussionFor(call: Call, number: number, access: Access): Issue | PullRequest {
  const item = found(discussionOf(call.world, number))
  const isOpenToAll = access === 'read' && !call.world.repository.isPrivate
  if (!isPullRequest(item) && !isOpenToAll && !allows(call.token.permissions, 'issues', access)) {
    const { status, message } = unstated.missingPermission.value
    throw new Refusal(status, message)
  }
  return item
}

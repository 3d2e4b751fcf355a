import { GraphQLError } from 'graphql'
import { allows, type Scope, type Token } from '../server/tokens.ts'
import { unstated } from '../unstated.ts'
import type { World } from '../world/world.ts'

/** What a query is answered from, and for whom. */
export interface Viewer {
  readonly world: World
  readonly token: Token
}

/** Refuses a field to a token without the permission: null in its place and an error beside it. */
export function requireRead(viewer: Viewer, scope: Scope): void {
  if (allows(viewer.token.permissions, scope, 'read')) return
  const { type, message } = unstated.graphqlForbidden.value
  throw new GraphQLError(message, { extensions: { type } })
}

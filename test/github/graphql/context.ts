import { GraphQLError } from 'graphql'
import { allows, type Scope, type Token } from '../server/tokens.ts'
import { unstated } from '../unstated.ts'
import type { World } from '../world/world.ts'

/** What a query is answered from, and for whom. */
export interface Viewer {
  readonly world: World
  readonly token: Token
}

export function mayRead({ token }: Viewer, scope: Scope): boolean {
  return allows(token.permissions, scope, 'read')
}

/** What stands in place of a value that the token may not see; thrown, or returned as an item of a list. */
export function forbidden(): GraphQLError {
  const { type, message, extensions } = unstated.graphqlForbidden.value
  return new GraphQLError(message, { extensions: { type, ...extensions } })
}

/** Refuses a field to a token without the permission: null in its place and an error beside it. */
export function requireRead(viewer: Viewer, scope: Scope): void {
  if (!mayRead(viewer, scope)) throw forbidden()
}

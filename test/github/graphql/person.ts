import { nodeId } from '../shapes/address.ts'
import { appOf, personOf } from '../world/people.ts'
import type { World } from '../world/world.ts'

/** GitHub's `Actor`: a user, bot or organisation. GraphQL names a bot without its `[bot]`. */
export function actorNode(world: World, login: string) {
  const person = personOf(world, login)
  return {
    __typename: person.type,
    id: nodeId(person.type, person.id),
    databaseId: person.id,
    login: person.login.replace(/\[bot\]$/, ''),
    url: `${world.site.serverUrl}/${person.login}`,
  }
}

export function appNode(world: World, slug: string) {
  const app = appOf(world, slug)
  return { id: nodeId('App', app.id), databaseId: app.id, slug: app.slug, name: app.name }
}

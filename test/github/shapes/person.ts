import { type App, appOf, type Person, personOf } from '../world/people.ts'
import type { World } from '../world/world.ts'
import { nodeId } from './address.ts'

/** GitHub's `simple-user`. */
export function personShape(world: World, login: string) {
  const person = personOf(world, login)
  const { apiUrl, serverUrl } = world.site
  const name = encodeURIComponent(person.login)
  const url = `${apiUrl}/users/${name}`
  return {
    login: person.login,
    id: person.id,
    node_id: nodeId(person.type, person.id),
    avatar_url: `${serverUrl}/avatars/${person.id}`,
    gravatar_id: '',
    url,
    html_url: htmlUrlOf(person, serverUrl),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: person.type,
    site_admin: false,
  }
}

function htmlUrlOf(person: Person, serverUrl: string): string {
  return person.type === 'Bot'
    ? `${serverUrl}/apps/${person.login.replace(/\[bot\]$/, '')}`
    : `${serverUrl}/${person.login}`
}

/** GitHub's `integration`. */
export function appShape(world: World, slug: string) {
  const app: App = appOf(world, slug)
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: personShape(world, app.owner),
    name: app.name,
    description: '',
    external_url: `${world.site.serverUrl}/apps/${app.slug}/about`,
    html_url: `${world.site.serverUrl}/apps/${app.slug}`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2019-12-10T19:04:12Z',
    permissions: { checks: 'write', contents: 'read', metadata: 'read' },
    events: [],
  }
}

/** What a person is to the repository, as shown beside comments. */
export function associationOf(world: World, login: string): string {
  const person = personOf(world, login)
  if (person.login === world.repository.owner) return 'OWNER'
  if (person.type === 'Bot') return 'NONE'
  if (person.permission === 'none' || person.permission === 'read') return 'NONE'
  return world.repository.ownerType === 'Organization' ? 'MEMBER' : 'COLLABORATOR'
}

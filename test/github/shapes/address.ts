import type { World } from '../world/world.ts'

/** Address of something of the repository in the API. */
export function api(world: World, path = ''): string {
  return `${world.site.apiUrl}/repos/${world.repository.owner}/${world.repository.name}${path}`
}

/** Address of something of the repository on the web site. */
export function html(world: World, path = ''): string {
  return `${world.site.serverUrl}/${world.repository.owner}/${world.repository.name}${path}`
}

/** GitHub's opaque global id; ours is readable once decoded. */
export function nodeId(type: string, id: number | string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url')
}

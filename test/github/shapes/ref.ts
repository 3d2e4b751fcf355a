import type { World } from '../world/world.ts'
import { api, nodeId } from './address.ts'

/** GitHub's `git-ref`. */
export function refShape(
  world: World,
  ref: { readonly name: string; readonly sha: string; readonly type: string },
) {
  const kind = ref.type === 'tag' ? 'tags' : `${ref.type}s`
  return {
    ref: ref.name,
    node_id: nodeId('Ref', ref.name),
    url: api(world, `/git/${ref.name}`),
    object: { type: ref.type, sha: ref.sha, url: api(world, `/git/${kind}/${ref.sha}`) },
  }
}

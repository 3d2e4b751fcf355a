import type { World } from '../world/world.ts'
import { invalid } from './reply.ts'

/** The commit that a request names: `heads/x`, `tags/x`, a branch, a tag or a sha. */
export function commitAt(world: World, revision: string): string {
  const sha =
    world.git.resolve(`refs/heads/${revision}`) ??
    world.git.resolve(`refs/tags/${revision}`) ??
    world.git.resolve(`refs/${revision}`) ??
    (/^[0-9a-f]{4,40}$/i.test(revision) ? world.git.resolve(revision) : undefined)
  if (sha === undefined) throw invalid(`No commit found for SHA: ${revision}`)
  return sha
}

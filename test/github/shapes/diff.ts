import type { FileChange } from '../world/git.ts'
import type { World } from '../world/world.ts'
import { api, html } from './address.ts'

/** GitHub's `diff-entry`. */
export function diffShape(world: World, base: string, head: string, change: FileChange) {
  const path = encodeURI(change.path)
  const patch = world.git.patch(base, head, change.path)
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: html(world, `/blob/${head}/${path}`),
    raw_url: html(world, `/raw/${head}/${path}`),
    contents_url: api(world, `/contents/${path}?ref=${head}`),
    ...(patch !== '' && { patch }),
    ...(change.previousPath !== undefined && { previous_filename: change.previousPath }),
  }
}

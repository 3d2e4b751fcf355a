import type { TreeEntry } from '../world/git.ts'
import type { World } from '../world/world.ts'
import { api, html } from './address.ts'

/** GitHub's `content-file`, and the entries of its `content-directory`. */
export function contentShape(world: World, ref: string, entry: TreeEntry, path: string) {
  const type =
    entry.type === 'tree'
      ? 'dir'
      : entry.type === 'commit'
        ? 'submodule'
        : entry.mode === '120000'
          ? 'symlink'
          : 'file'
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const url = api(world, `/contents/${encoded}?ref=${encodeURIComponent(ref)}`)
  const git = api(world, `/git/${entry.type === 'tree' ? 'trees' : 'blobs'}/${entry.sha}`)
  const page = html(
    world,
    `/${entry.type === 'tree' ? 'tree' : 'blob'}/${encodeURIComponent(ref)}/${encoded}`,
  )
  return {
    type,
    size: entry.size,
    name: path.split('/').at(-1) ?? '',
    path,
    sha: entry.sha,
    url,
    git_url: git,
    html_url: page,
    download_url: type === 'file' ? html(world, `/raw/${encodeURIComponent(ref)}/${encoded}`) : null,
    _links: { self: url, git, html: page },
  }
}

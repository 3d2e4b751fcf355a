import { nodeId } from '../shapes/address.ts'
import { commitNode } from './commit.ts'
import type { Viewer } from './context.ts'

/** GitHub's `GitObject`: a commit by its name, or a blob or tree by `revision:path`. */
export function objectNode(viewer: Viewer, expression: string) {
  const { git } = viewer.world
  const colon = expression.indexOf(':')
  if (colon < 0) {
    const sha = git.resolve(expression)
    return sha === undefined ? null : commitNode(viewer, sha)
  }
  const commit = git.resolve(expression.slice(0, colon))
  const entry = commit === undefined ? undefined : git.entry(commit, expression.slice(colon + 1))
  if (entry === undefined) return null
  if (entry.type === 'tree') return { __typename: 'Tree', id: nodeId('Tree', entry.sha), oid: entry.sha }
  if (entry.type === 'commit') return null
  return blobNode(entry.sha, git.blob(entry.sha))
}

/** Text over this many bytes is cut, and said to be. */
const textLimit = 512_000

function blobNode(sha: string, content: Buffer) {
  const isBinary = content.includes(0)
  return {
    __typename: 'Blob',
    id: nodeId('Blob', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > textLimit,
    text: isBinary ? null : content.subarray(0, textLimit).toString(),
  }
}

import { isLfsPointer, listTree, type Range, readBlobs, type TreeEntry } from '@operator/git'
import { kindOf } from './file.ts'
import { maxBytes } from './read-yaml.ts'

/** A file of the audit's at one commit; without `content` it could not be read. */
export interface SourceFile {
  readonly path: string
  readonly oid: string
  readonly content: Uint8Array | undefined
  readonly problem: string | undefined
}

/** Every workflow, action and Dependabot configuration at a commit. */
export async function readSources(repository: Range['repository'], commit: string): Promise<SourceFile[]> {
  const entries = (await listTree(repository, commit)).filter((entry) => kindOf(entry.path) !== undefined)
  const contents = new Map<string, Pick<SourceFile, 'content' | 'problem'>>()
  const oids = new Set(entries.filter(isFile).map((entry) => entry.oid))
  for await (const blob of readBlobs(repository, oids, { maxBytes })) {
    switch (blob.kind) {
      case 'content': {
        const pointer = isLfsPointer(blob.content)
        contents.set(blob.oid, {
          content: pointer ? undefined : blob.content,
          problem: pointer ? 'It is a Git LFS pointer.' : undefined,
        })
        break
      }
      case 'too-large':
        contents.set(blob.oid, { content: undefined, problem: `It has ${blob.size} bytes.` })
        break
      case 'missing':
        contents.set(blob.oid, { content: undefined, problem: 'Its object is not in this clone.' })
    }
  }
  return entries.map((entry) => {
    const read = isFile(entry) ? contents.get(entry.oid) : undefined
    const problem = isFile(entry) ? 'Its object was not read.' : 'It is a link or a submodule, not a file.'
    return { path: entry.path, oid: entry.oid, ...(read ?? { content: undefined, problem }) }
  })
}

function isFile(entry: TreeEntry): boolean {
  return entry.mode === '100644' || entry.mode === '100755'
}

import { isPromisedObjectMissing, listLocalObjects } from './local-objects.ts'
import { GitError, hearComplaint, runGit, startGit } from './process.ts'
import type { BlobContent, Repository } from './repository.ts'

export interface BlobLimits {
  readonly maxBytes: number
}

/** Larger files are data, not what people write; they are named, not read. Bytes. */
const defaultMaxBytes = 10 * 1024 * 1024

/** Reads blobs one after the other, each in memory only while it is used. Sizes are asked first, so nothing huge is read. */
export async function* readBlobs(
  repository: Repository,
  oids: Iterable<string>,
  limits: BlobLimits,
): AsyncGenerator<BlobContent> {
  const wanted = [...new Set(oids)]
  if (wanted.length === 0) return
  const readable: string[] = []
  for (const { oid, size } of await sizesOf(repository, wanted)) {
    if (size === undefined) yield { kind: 'missing', oid }
    else if (size > limits.maxBytes) yield { kind: 'too-large', oid, size }
    else readable.push(oid)
  }
  yield* readContents(repository, readable)
}

interface Size {
  readonly oid: string
  readonly size: number | undefined
}

async function sizesOf(repository: Repository, oids: readonly string[]): Promise<Size[]> {
  try {
    return await askSizes(repository, oids)
  } catch (error) {
    if (!isPromisedObjectMissing(error)) throw error
  }
  const local = await listLocalObjects(repository)
  const here = oids.filter((oid) => local.has(oid))
  const sizes = here.length > 0 ? await askSizes(repository, here) : []
  return [...sizes, ...oids.filter((oid) => !local.has(oid)).map((oid) => ({ oid, size: undefined }))]
}

async function askSizes(repository: Repository, oids: readonly string[]): Promise<Size[]> {
  const input = `${oids.join('\n')}\n`
  const answer = await runGit(
    repository.directory,
    ['cat-file', '--buffer', '--batch-check=%(objectsize) %(objecttype)'],
    input,
  )
  const lines = answer.toString('latin1').split('\n')
  return oids.map((oid, index) => {
    const match = /^(\d+) blob$/.exec(lines[index] ?? '')
    return { oid, size: match?.[1] === undefined ? undefined : Number(match[1]) }
  })
}

async function* readContents(repository: Repository, oids: readonly string[]): AsyncGenerator<BlobContent> {
  if (oids.length === 0) return
  const child = startGit(repository.directory, [
    'cat-file',
    '--buffer',
    '--batch=%(objectname) %(objectsize)',
  ])
  const complaint = hearComplaint(child)
  let failure: Error | undefined
  child.on('error', (error) => {
    failure = error
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const earlyEnd = async (): Promise<Error> => {
    await closed
    const reason = complaint()
    return (
      failure ??
      new GitError(`git cat-file ended early${reason === '' ? '.' : `: ${reason}`}`, child.exitCode)
    )
  }
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(`${oids.join('\n')}\n`)
  let pending: Buffer = Buffer.alloc(0)
  const chunks = child.stdout[Symbol.asyncIterator]()
  /** Waits for at least `length` bytes; joins chunks once per blob, not once per chunk. */
  const need = async (length: number): Promise<void> => {
    const parts = [pending]
    let have = pending.length
    while (have < length) {
      const next = await chunks.next()
      if (next.done) throw await earlyEnd()
      const part: unknown = next.value
      if (!Buffer.isBuffer(part)) continue
      parts.push(part)
      have += part.length
    }
    if (parts.length > 1) pending = Buffer.concat(parts)
  }
  try {
    for (const oid of oids) {
      let end = pending.indexOf(10)
      while (end < 0) {
        await need(pending.length + 1)
        end = pending.indexOf(10)
      }
      const header = pending.subarray(0, end).toString('latin1')
      const size = Number(/^[0-9a-f]+ (\d+)$/.exec(header)?.[1] ?? Number.NaN)
      if (Number.isNaN(size)) throw new GitError(`git cat-file answered ${header}.`, 0)
      await need(end + 1 + size + 1)
      // A copy: the chunk that it lies in may hold many blobs and must not live as long as this one.
      const content = Buffer.from(pending.subarray(end + 1, end + 1 + size))
      pending = pending.subarray(end + 1 + size + 1)
      yield { kind: 'content', oid, content }
    }
  } finally {
    child.kill()
  }
}

/** One file of a commit; undefined when the commit has no such file. A symbolic link's content is its target's text. */
export async function readFile(
  repository: Repository,
  commit: string,
  path: string,
  limits: BlobLimits = { maxBytes: defaultMaxBytes },
): Promise<BlobContent | undefined> {
  const listing = await runGit(repository.directory, [
    'ls-tree',
    '-z',
    '--full-tree',
    '--end-of-options',
    commit,
    path,
  ])
  const match = /^(\d{6}) (\w+) ([0-9a-f]+)\t/.exec(listing.toString('latin1'))
  if (match?.[2] !== 'blob' || match[3] === undefined) return undefined
  for await (const blob of readBlobs(repository, [match[3]], limits)) return blob
  return undefined
}

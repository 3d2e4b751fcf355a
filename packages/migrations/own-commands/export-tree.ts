import { existsSync } from 'node:fs'
import { lstat, mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { listTree, type Repository, readBlobs, type TreeEntry } from '@operator/git'
import { directoryOf, joinPath } from '../tree.ts'

/** Bytes; what is larger is left out, and no migration needs it. */
const maxBytes = 50 * 1024 * 1024

/** What installing a repository's packages leaves beside the file that names them. */
const installed = [
  'node_modules',
  '.venv',
  'venv',
  'vendor',
  '.bundle',
  'deps',
  '.pnp.cjs',
  '.pnp.loader.mjs',
  '.yarn',
]

/**
 * Writes the files of a commit into a folder, from git's objects: no filter, hook or attribute has a say. Packages that are
 * installed in the work tree are linked into it.
 */
export async function exportTree(repository: Repository, commit: string, folder: string): Promise<void> {
  const entries = (await listTree(repository, commit)).filter(
    ({ mode, path }) => mode !== '160000' && isInside(path),
  )
  const byOid = Map.groupBy(entries, ({ oid }) => oid)
  const links: { readonly path: string; readonly target: string }[] = []
  const folders = new Set<string>()
  const write = async (entry: TreeEntry, content: Buffer) => {
    const path = join(folder, entry.path)
    if (!folders.has(dirname(path))) await mkdir(dirname(path), { recursive: true })
    folders.add(dirname(path))
    if (entry.mode === '120000') links.push({ path, target: content.toString('utf8') })
    else await writeFile(path, content, { mode: entry.mode === '100755' ? 0o755 : 0o644 })
  }
  await mkdir(folder, { recursive: true })
  for await (const blob of readBlobs(repository, byOid.keys(), { maxBytes })) {
    if (blob.kind !== 'content') continue
    for (const entry of byOid.get(blob.oid) ?? []) await write(entry, blob.content)
  }
  // Last, so that nothing is written through one.
  for (const { path, target } of links) await symlink(target, path)
  await linkInstalled(repository.directory, entries, folder)
}

/** git itself refuses such names; a tree made by hand may hold them. */
function isInside(path: string): boolean {
  return !path
    .split('/')
    .some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')
}

async function linkInstalled(workTree: string, entries: readonly TreeEntry[], folder: string): Promise<void> {
  const directories = new Set(entries.map(({ path }) => directoryOf(path)))
  for (const directory of directories) {
    for (const name of installed) {
      const from = join(workTree, joinPath(directory, name))
      const to = join(folder, joinPath(directory, name))
      if (!existsSync(from) || (await exists(to))) continue
      await symlink(from, to)
    }
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

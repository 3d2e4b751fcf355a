import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseDocument } from 'yaml'
import { build } from './build.ts'
import { listActions, root } from './paths.ts'

/** The action that a release's root `action.yml` is. */
const rootAction = 'gate'

/**
 * Writes what a tag holds: each action without the `actions/` prefix, the gate's manifest at the root, and the papers.
 * Byte-identical for identical sources. Returns the SHA-256 of the whole tree.
 */
export function writeReleaseTree(out: string): string {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  for (const paper of ['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md']) {
    cpSync(join(root, paper), join(out, paper))
  }
  for (const action of listActions()) {
    const target = join(out, action.name)
    mkdirSync(target)
    cpSync(join(action.directory, 'action.yml'), join(target, 'action.yml'))
    cpSync(join(action.directory, 'README.md'), join(target, 'README.md'))
    if (action.kind === 'composite') continue
    const dist = join(action.directory, 'dist')
    if (!existsSync(dist)) throw new Error(`${action.name} is not built: run npm run build first.`)
    cpSync(dist, join(target, 'dist'), { recursive: true })
  }
  writeFileSync(join(out, 'action.yml'), rootManifest())
  const files = listFiles(out)
  const hash = createHash('sha256')
  for (const path of files) {
    // Modes follow the umask of whoever builds; a release must not.
    chmodSync(join(out, path), 0o644)
    hash.update(
      `${path}\0${createHash('sha256')
        .update(readFileSync(join(out, path)))
        .digest('hex')}\n`,
    )
  }
  return hash.digest('hex')
}

function rootManifest(): string {
  const document = parseDocument(readFileSync(join(root, 'actions', rootAction, 'action.yml'), 'utf8'))
  document.setIn(['runs', 'main'], `${rootAction}/dist/index.js`)
  return document.toString({ lineWidth: 0 })
}

/** Every file below a folder, `/`-separated and sorted by bytes. */
export function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(directory.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, 'no-build': { type: 'boolean', default: false } },
  })
  if (values.out === undefined) throw new Error('npm run release:tree -- --out DIR')
  if (!values['no-build']) await build([])
  const out = resolve(process.env['INIT_CWD'] ?? '.', values.out)
  mkdirSync(dirname(out), { recursive: true })
  const digest = writeReleaseTree(out)
  process.stdout.write(`${digest}  ${out}\n`)
}

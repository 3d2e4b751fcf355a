import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseDocument } from 'yaml'
import { type BuiltAction, buildActions, writeDist } from './build.ts'
import { buildCache } from './build-unit.ts'
import { root } from './paths.ts'

/** The action that a release's root `action.yml` is. */
const rootAction = 'gate'

/**
 * Writes what a tag holds: each action without the `actions/` prefix, the gate's manifest at the root, and the papers.
 * Byte-identical for identical sources. Returns the SHA-256 of the whole tree.
 */
export function writeReleaseTree(actions: readonly BuiltAction[], out: string): string {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  for (const paper of ['LICENSE', 'README.md', 'CHANGELOG.md', 'SECURITY.md']) {
    cpSync(join(root, paper), join(out, paper))
  }
  for (const action of actions) {
    const target = join(out, action.name)
    mkdirSync(target)
    cpSync(join(action.directory, 'action.yml'), join(target, 'action.yml'))
    cpSync(join(action.directory, 'README.md'), join(target, 'README.md'))
    writeDist(action, join(target, 'dist'))
    if (action.name === rootAction) writeFileSync(join(out, 'action.yml'), rootManifest(action))
  }
  const hash = createHash('sha256')
  for (const path of listFiles(out)) {
    // Modes follow the umask of whoever builds; a release must not.
    chmodSync(join(out, path), 0o644)
    const content = createHash('sha256').update(readFileSync(join(out, path)))
    hash.update(`${path}\0${content.digest('hex')}\n`)
  }
  return hash.digest('hex')
}

/** The release tree of these actions (all without names) as the sources are now; the same folder while nothing changes. */
export async function provideReleaseTree(names: readonly string[] = []): Promise<string> {
  const actions = await buildActions(names)
  const making = join(buildCache, `tree.${process.pid}.${actions.length}`)
  const digest = writeReleaseTree(actions, making)
  const tree = join(buildCache, `tree-${digest.slice(0, 16)}`)
  if (!existsSync(tree)) {
    try {
      renameSync(making, tree)
    } catch (error) {
      // Another process was quicker; a tree of that name has this content.
      if (!existsSync(tree)) throw error
    }
  }
  rmSync(making, { recursive: true, force: true })
  return tree
}

function rootManifest(action: BuiltAction): string {
  const document = parseDocument(readFileSync(join(action.directory, 'action.yml'), 'utf8'))
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
    options: { out: { type: 'string' }, rebuild: { type: 'boolean', default: false } },
  })
  if (values.out === undefined) {
    process.stderr.write('npm run release:tree -- --out DIR [--rebuild]\n')
    process.exitCode = 64
  } else {
    const out = resolve(process.env['INIT_CWD'] ?? '.', values.out)
    mkdirSync(dirname(out), { recursive: true })
    // Compiled once more although nothing changed: that is how a build is shown to be reproducible.
    const cache = values.rebuild ? mkdtempSync(join(tmpdir(), 'operator-rebuild-')) : undefined
    const digest = writeReleaseTree(await buildActions([], cache), out)
    if (cache !== undefined) rmSync(cache, { recursive: true, force: true })
    process.stdout.write(`${digest}  ${out}\n`)
  }
}

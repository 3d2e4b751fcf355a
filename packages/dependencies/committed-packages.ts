import { matchesGlob } from 'node:path/posix'
import type { TreeEntry } from '@operator/git'
import type { LockfileProblem } from './package.ts'

/** Packages whose files are committed instead of installed: the folders that hold them, and in `node_modules` each package. */
export interface CommittedPackages {
  readonly roots: ReadonlySet<string>
  readonly packages: ReadonlySet<string>
}

const inNodeModules = /^((?:.*\/)?node_modules)(?:\/((?:@[^/]+\/)?[^/]+)(?:\/.*)?)?$/

/** What keeps an empty folder, or is a package manager's own note. */
const noCode = /^\.(?!bin$)/

/** The folders that each package manager fills, by a file that only it writes there. */
const vendored: readonly RegExp[] = [
  /^((?:.*\/)?vendor)\/(?:modules\.txt|autoload\.php|composer\/installed\.json|[^/]+\/\.cargo-checksum\.json)$/,
  /^((?:.*\/)?vendor\/(?:bundle|cache))\/.+/,
  /^((?:.*\/)?site-packages)\/.+/,
  /^((?:.*\/)?\.yarn\/(?:cache|unplugged))\/.+\.zip/,
]

/** A package manager's fixtures hold packages that nothing loads. */
const fixtures = /(?:^|\/)(?:fixtures|testdata|__fixtures__)\//

export function findCommittedPackages(
  tree: readonly TreeEntry[],
  ignore: readonly string[],
): CommittedPackages {
  const roots = new Set<string>()
  const packages = new Set<string>()
  for (const { path } of tree) {
    if (!/node_modules|vendor|site-packages|\.yarn\//.test(path) || fixtures.test(path)) continue
    const [, folder, name] = inNodeModules.exec(path) ?? []
    const root = folder ?? vendored.map((pattern) => pattern.exec(path)?.[1]).find((one) => one !== undefined)
    if (root === undefined || (name !== undefined && noCode.test(name))) continue
    if (ignore.some((glob) => glob === path || matchesGlob(path, glob))) continue
    roots.add(root)
    if (folder !== undefined && name !== undefined) packages.add(`${folder}/${name}`)
  }
  return { roots, packages }
}

/**
 * Packages that a change commits: what their files hold is known to no advisory source, whatever they call themselves. Where the
 * base commits its packages already, new ones that a lockfile pins are what its package manager put there.
 */
export function introducedPackages(
  head: CommittedPackages,
  base: CommittedPackages,
  pinned: ReadonlySet<string>,
): { readonly path: string; readonly problem: LockfileProblem }[] {
  const problem = (path: string, name: string, message: string) => ({
    path,
    problem: { kind: 'elsewhere' as const, name, message, line: 1 },
  })
  const roots = [...head.roots].filter((root) => !base.roots.has(root))
  const packages = [...head.packages].flatMap((path) => {
    const at = path.lastIndexOf('node_modules/')
    const name = path.slice(at + 'node_modules/'.length)
    const root = path.slice(0, at + 'node_modules'.length)
    return base.packages.has(path) || roots.includes(root) || pinned.has(name) ? [] : [{ path, name }]
  })
  return [
    ...roots.map((root) => problem(root, root, `the packages in ${root} are committed instead of installed`)),
    ...packages.map(({ path, name }) =>
      problem(path, name, `${path} is committed and pinned by no lockfile`),
    ),
  ]
}

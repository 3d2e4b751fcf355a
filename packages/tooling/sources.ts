import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import typescript from 'typescript'
import { z } from 'zod'
import { root } from './paths.ts'

/** What decides a bundle beside its own sources: how it is compiled; and see {@link describePackages}. */
const shared = ['tsconfig.json', 'packages/tooling/build-unit.ts', 'packages/tooling/tidy-bundle.ts']

const workspaceManifest = z.object({ exports: z.record(z.string(), z.string()) })

/**
 * Every file that can change what an entry compiles to, relative to the root and sorted: the modules that it imports, and what
 * lies beside them and is no module (tables, grammars).
 */
export function listSources(entries: readonly string[]): string[] {
  const seen = new Set<string>()
  const folders = new Set<string>()
  const queue = [...entries]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path) || !existsSync(path)) continue
    seen.add(path)
    folders.add(dirname(path))
    if (!path.endsWith('.ts')) continue
    for (const { fileName } of typescript.preProcessFile(readFileSync(path, 'utf8')).importedFiles) {
      const target = resolveImport(path, fileName)
      if (target !== undefined) queue.push(target)
    }
  }
  for (const folder of folders) if (holdsSources(folder)) for (const path of listData(folder)) seen.add(path)
  for (const path of shared) seen.add(join(root, path))
  return [...seen].map((path) => relative(root, path).split(sep).join('/')).sort()
}

/** SHA-256 over names and contents of {@link listSources}, and over npm's packages. */
export function hashSources(entries: readonly string[]): string {
  const hash = createHash('sha256').update(describePackages())
  for (const path of listSources(entries)) {
    const content = readFileSync(join(root, path))
    hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

const lockfile = z.object({
  version: z.string(),
  packages: z.record(z.string(), z.object({ integrity: z.string().optional(), dev: z.boolean().optional() })),
})

/** Operator's version, npm's packages that may end up in a bundle, and those that make it. */
function describePackages(): string {
  const { version, packages } = lockfile.parse(
    JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')),
  )
  const compilers = ['@vercel/ncc', 'typescript', '@swc/core', '@biomejs/biome'].map(
    (name) => `node_modules/${name}`,
  )
  const kept = Object.entries(packages).filter(
    ([path, { dev }]) => path.startsWith('node_modules/') && (dev !== true || compilers.includes(path)),
  )
  return JSON.stringify([version, ...kept.map(([path, { integrity }]) => [path, integrity])])
}

/** A file of this repository; undefined for npm's packages, which the lockfile stands for. */
function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier)
  const [, name, rest] = /^@operator\/([^/]+)(\/.+)?$/.exec(specifier) ?? []
  if (name === undefined) return undefined
  const directory = join(root, 'packages', name)
  const { exports } = workspaceManifest.parse(
    JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')),
  )
  const target = exports[`.${rest ?? ''}`]
  return target === undefined ? undefined : join(directory, target)
}

/** The root is none, though a module may read its package.json: what else lies there is in no bundle. */
function holdsSources(folder: string): boolean {
  return ['packages', 'actions'].some((part) => folder.startsWith(join(root, part) + sep))
}

function listData(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(ts|md)$|^action\.yml$|^\.|[~#]$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
}

import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'

/** Where PGlite's files are: beside the built child, compressed, or in the installed package. */
export interface Assets {
  readonly module: string
  readonly wasm: () => Promise<Buffer>
  readonly files: () => Promise<Buffer>
  /** The tar of a freshly initialised data directory, if one was made. */
  readonly dataDirectory: () => Promise<Buffer | undefined>
  readonly saveDataDirectory: (tar: Buffer) => Promise<void>
  readonly extension: (name: string) => URL | undefined
}

export function locateAssets(directory: string): Assets {
  const built = join(directory, 'pglite')
  return existsSync(join(built, 'index.js')) ? builtAssets(built) : installedAssets()
}

function builtAssets(directory: string): Assets {
  const inflate = async (name: string) => brotliDecompressSync(await readFile(join(directory, `${name}.br`)))
  return {
    module: pathToFileURL(join(directory, 'index.js')).href,
    wasm: () => inflate('pglite.wasm'),
    files: () => inflate('pglite.data'),
    dataDirectory: () => inflate('data-directory.tar'),
    saveDataDirectory: async () => undefined,
    extension: (name) => existing(join(directory, `${name}.tar.gz`)),
  }
}

/** Where the installed packages keep extensions: PGlite those of PostgreSQL itself, a package of its own each other one. */
export function installedDirectories(): { readonly pglite: string; readonly pgvector: string } {
  const { resolve } = createRequire(import.meta.url)
  return {
    pglite: dirname(resolve('@electric-sql/pglite')),
    pgvector: dirname(resolve('@electric-sql/pglite-pgvector')),
  }
}

function installedAssets(): Assets {
  const { pglite: directory, pgvector } = installedDirectories()
  // Initialising takes three seconds; tests and local runs share the result.
  const cached = join(directory, '..', '..', '..', '.cache', 'operator', 'data-directory-0.5.14.tar')
  return {
    module: pathToFileURL(join(directory, 'index.js')).href,
    wasm: () => readFile(join(directory, 'pglite.wasm')),
    files: () => readFile(join(directory, 'pglite.data')),
    dataDirectory: async () => (existsSync(cached) ? readFile(cached) : undefined),
    saveDataDirectory: async (tar) => {
      await mkdir(dirname(cached), { recursive: true })
      const mine = `${cached}.${process.pid}`
      await writeFile(mine, tar)
      await rename(mine, cached)
    },
    extension: (name) =>
      existing(join(directory, `${name}.tar.gz`)) ?? existing(join(pgvector, `${name}.tar.gz`)),
  }
}

function existing(path: string): URL | undefined {
  return existsSync(path) ? pathToFileURL(path) : undefined
}

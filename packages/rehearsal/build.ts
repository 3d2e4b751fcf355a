import { spawn } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { installedDirectories } from './assets.ts'

/** PGlite's own code: the entry and the chunks that it imports. It is copied, not bundled (see pglite.ts). */
const moduleFiles = /^(index|chunk-[A-Z0-9]+)\.js$/

/** Extensions that no schema migration needs, or that need what a single session cannot give. */
const leftOut =
  /^(amcheck|auto_explain|pageinspect|passwordcheck|pg_(buffercache|freespacemap|logicalinspect|overexplain|surgery|visibility|walinspect))\.tar\.gz$/

/**
 * Makes a folder that `node rehearsal.mjs` and `node native.mjs` run from without any package: the children bundled by ncc,
 * PGlite's modules, and its WebAssembly, files and data directory compressed.
 */
export async function buildRehearsal(outDirectory: string): Promise<void> {
  const { pglite, pgvector } = installedDirectories()
  const assets = join(outDirectory, 'pglite')
  rmSync(outDirectory, { recursive: true, force: true })
  mkdirSync(assets, { recursive: true })
  const licences = [
    await bundleChild('child.ts', join(outDirectory, 'rehearsal.mjs')),
    await bundleChild('native-child.ts', join(outDirectory, 'native.mjs')),
  ]
  writeFileSync(join(outDirectory, 'licenses.txt'), licences.join('\n'))
  for (const name of readdirSync(pglite)) {
    if (moduleFiles.test(name)) copyFileSync(join(pglite, name), join(assets, name))
    if (name.endsWith('.tar.gz') && !leftOut.test(name)) copyFileSync(join(pglite, name), join(assets, name))
  }
  writeFileSync(join(assets, 'package.json'), '{ "type": "module" }\n')
  copyFileSync(join(pglite, '..', 'LICENSE'), join(assets, 'LICENSE'))
  copyFileSync(join(pgvector, 'vector.tar.gz'), join(assets, 'vector.tar.gz'))
  copyFileSync(join(pgvector, '..', 'LICENSE'), join(assets, 'LICENSE.pgvector'))
  for (const name of ['pglite.wasm', 'pglite.data']) {
    writeFileSync(join(assets, `${name}.br`), compress(readFileSync(join(pglite, name))))
  }
  writeFileSync(join(assets, 'data-directory.tar.br'), compress(await makeDataDirectory()))
}

async function makeDataDirectory(): Promise<Buffer> {
  const temporary = mkdtempSync(join(tmpdir(), 'data-directory-'))
  try {
    const path = join(temporary, 'data-directory.tar')
    await runNode([join(import.meta.dirname, 'build-data-directory.ts'), path], temporary)
    return readFileSync(path)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function compress(content: Buffer): Buffer {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  return brotliCompressSync(content, { params })
}

/** Gives the licences of what it holds. */
async function bundleChild(entry: string, out: string): Promise<string> {
  const root = join(import.meta.dirname, '..', '..')
  const cli = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
  const temporary = mkdtempSync(join(tmpdir(), 'rehearsal-'))
  try {
    await runNode(
      [
        cli,
        'build',
        join(import.meta.dirname, entry),
        '-o',
        temporary,
        '--transpile-only',
        '--license',
        'licenses.txt',
        '--no-cache',
      ],
      root,
    )
    copyFileSync(join(temporary, 'index.js'), out)
    return readFileSync(join(temporary, 'licenses.txt'), 'utf8')
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

function runNode(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`ncc failed for the rehearsal:\n${output}`)),
    )
  })
}

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { buildRehearsal } from '@operator/rehearsal/build'
import { withLock } from './lock.ts'
import { type ActionFolder, root } from './paths.ts'
import { hashSources } from './sources.ts'
import { tidyBundle } from './tidy-bundle.ts'

/** What is compiled by itself: an action's bundle, or the rehearsal that two actions start. */
export interface BuildUnit {
  readonly name: string
  /** Files whose imports decide whether it is stale. */
  readonly entries: readonly string[]
  readonly make: (out: string) => Promise<void>
}

export function bundleOf(action: ActionFolder): BuildUnit {
  const entry = join(action.directory, 'main.ts')
  return { name: action.name, entries: [entry], make: (out) => compileTidy(entry, out) }
}

const rehearsal = join(root, 'packages', 'rehearsal')

export const rehearsalUnit: BuildUnit = {
  name: 'rehearsal',
  entries: ['build.ts', 'build-data-directory.ts', 'child.ts'].map((file) => join(rehearsal, file)),
  make: buildRehearsal,
}

/** The folder with one entry file's bundle, made as an action's is, for a benchmark of code that no action starts by itself. */
export function buildEntry(name: string, entry: string): Promise<string> {
  return buildUnit({ name, entries: [entry], make: (out) => compileTidy(entry, out) })
}

/** Where built units are kept, each under its name and the hash of its sources. */
export const buildCache = join(root, 'out', 'built')

/** Built units that nobody asked for within this time are removed, in milliseconds. */
const keepFor = 6 * 3_600_000

/**
 * The folder of a unit that was compiled from the sources as they are now. A folder once there never changes and appears by
 * one rename, so that no process sees half of it; the lock only saves two processes from compiling the same thing.
 */
export async function buildUnit(unit: BuildUnit, cache = buildCache): Promise<string> {
  const folder = join(cache, `${unit.name}-${hashSources(unit.entries).slice(0, 16)}`)
  if (reuse(folder)) return folder
  return withLock(join(cache, `${unit.name}.lock`), async () => {
    if (reuse(folder)) return folder
    const started = performance.now()
    const making = `${folder}.${process.pid}`
    rmSync(making, { recursive: true, force: true })
    try {
      await unit.make(making)
      if (!existsSync(folder)) renameSync(making, folder)
    } finally {
      rmSync(making, { recursive: true, force: true })
    }
    process.stderr.write(`built ${unit.name} in ${((performance.now() - started) / 1_000).toFixed(1)} s\n`)
    prune(cache)
    return folder
  })
}

function reuse(folder: string): boolean {
  if (!existsSync(folder)) return false
  const now = new Date()
  utimesSync(folder, now, now)
  return true
}

function prune(cache: string): void {
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > keepFor) rmSync(path, { recursive: true, force: true })
  }
}

async function compileTidy(entry: string, out: string): Promise<void> {
  await compile(entry, out)
  await tidyBundle(out)
}

/** Runs ncc. `--transpile-only` needs tsconfig's `module: esnext`: with `nodenext` it would emit `require`. */
function compile(entry: string, out: string): Promise<void> {
  const cli = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js')
  const args = [cli, 'build', entry, '-o', out, '--transpile-only', '--license', 'licenses.txt', '--no-cache']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`ncc failed for ${entry}:\n${output}`))
    })
  })
}

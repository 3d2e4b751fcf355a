import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildRehearsal } from '@operator/rehearsal/build'
import { type ActionFolder, listActions, root } from './paths.ts'

/** Two compilers fill the two cores of the smallest hosted runner. */
const parallel = 2

/** Compiles actions with ncc into their `dist`. Types are checked by `npm run check`, not again here. */
export async function build(names: readonly string[]): Promise<void> {
  const known = listActions().filter((action) => action.kind === 'javascript')
  const unknown = names.filter((name) => !known.some((action) => action.name === name))
  if (unknown.length > 0) {
    throw new Error(
      `No JavaScript action ${unknown.join(', ')}; there are ${known.map(({ name }) => name).join(', ')}.`,
    )
  }
  const queue = known.filter((action) => names.length === 0 || names.includes(action.name))
  const compileNext = async (): Promise<void> => {
    for (let action = queue.shift(); action !== undefined; action = queue.shift()) await compile(action)
  }
  await Promise.all(Array.from({ length: parallel }, compileNext))
}

async function compile(action: ActionFolder): Promise<void> {
  const dist = join(action.directory, 'dist')
  rmSync(dist, { recursive: true, force: true })
  const started = performance.now()
  await ncc(join(action.directory, 'main.ts'), dist)
  if (action.name === 'migration-guard') await buildRehearsal(join(dist, 'rehearsal'))
  process.stderr.write(`built ${action.name} in ${((performance.now() - started) / 1_000).toFixed(1)} s\n`)
}

/** Runs ncc. `--transpile-only` needs tsconfig's `module: esnext`: with `nodenext` it would emit `require`. */
function ncc(entry: string, out: string): Promise<void> {
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

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true })
  await build(positionals)
}

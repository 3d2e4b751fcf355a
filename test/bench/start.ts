import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './median.ts'

export interface ColdStart {
  readonly action: string
  /** Milliseconds from starting the process to its first byte of output. */
  readonly median: number
  readonly fastest: number
  readonly slowest: number
  /** Median until it has loaded everything, found no repository, said so and ended. Milliseconds. */
  readonly whole: number
  /** Bytes of JavaScript that Node reads to get there, and of everything the action ships. */
  readonly entryBytes: number
  readonly distBytes: number
}

/** Starts an action as the runner would, in an empty workspace, and measures the time to its first byte of output. */
export async function measureColdStart(tree: string, action: string, runs: number): Promise<ColdStart> {
  const dist = join(tree, action, 'dist')
  const firsts: number[] = []
  const wholes: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const { first, whole } = await timeRun(join(dist, 'index.js'))
    firsts.push(first)
    wholes.push(whole)
  }
  return {
    action,
    median: median(firsts),
    fastest: Math.min(...firsts),
    slowest: Math.max(...firsts),
    whole: median(wholes),
    entryBytes: statSync(join(dist, 'index.js')).size,
    distBytes: sizeOf(dist),
  }
}

function timeRun(entry: string): Promise<{ readonly first: number; readonly whole: number }> {
  const workspace = mkdtempSync(join(tmpdir(), 'operator-bench-'))
  const file = (name: string) => {
    const path = join(workspace, name)
    writeFileSync(path, '')
    return path
  }
  const env = {
    PATH: process.env['PATH'],
    RUNNER_TEMP: workspace,
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
  }
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(process.execPath, [entry], { env, cwd: workspace, stdio: ['ignore', 'pipe', 'pipe'] })
    let first: number | undefined
    const note = () => {
      first ??= performance.now() - started
    }
    child.stdout.on('data', note)
    child.stderr.on('data', note)
    child.on('error', reject)
    child.on('close', () => {
      rmSync(workspace, { recursive: true, force: true })
      if (first === undefined) reject(new Error(`${entry} printed nothing.`))
      else resolve({ first, whole: performance.now() - started })
    })
  })
}

function sizeOf(directory: string): number {
  if (!existsSync(directory)) return 0
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

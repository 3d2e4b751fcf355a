import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readManifest } from './manifest.ts'

export interface ActionProcess extends ProcessOptions {
  /** Folder that holds `action.yml`. */
  readonly directory: string
}

export interface ProcessOptions {
  readonly inputs?: Readonly<Record<string, string>>
  /** `GITHUB_*` and the rest of the environment; nothing is inherited. */
  readonly environment?: Readonly<Record<string, string>>
  /** The event's payload, written where `GITHUB_EVENT_PATH` will point. */
  readonly payload?: unknown
  readonly onOutput?: (text: string) => void
  /** Sends the process a signal, as the runner does when the job is cancelled. */
  readonly onStart?: (send: (signal: NodeJS.Signals) => void) => void
  /** Node that runs the action; this process's own by default. */
  readonly node?: string
  /** Milliseconds after which it is killed. */
  readonly timeout?: number
}

export interface ActionResult {
  readonly exitCode: number | null
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What it wrote for later steps through `GITHUB_ENV`, `GITHUB_PATH` and `GITHUB_STATE`. */
  readonly exported: string
  /** Standard output and standard error, as the job's log would show them. */
  readonly log: string
  /** The whole report file, if the action wrote one. */
  readonly report: string | undefined
  readonly sarif: string | undefined
}

/** Runs an action as the runner does: its own process, `INPUT_*` with action.yml's defaults, and the `GITHUB_*` files. */
export async function runActionProcess({ directory, ...options }: ActionProcess): Promise<ActionResult> {
  const manifest = readManifest(directory)
  if (manifest.runs.using !== 'node24') throw new Error(`${manifest.name} is a composite action.`)
  const inputs = { ...defaults(manifest.inputs), ...options.inputs }
  return runEntry(join(directory, manifest.runs.main), { ...options, inputs })
}

/** The same for an entry file that no `action.yml` names; only the given inputs are set. */
export async function runEntry(entry: string, options: ProcessOptions): Promise<ActionResult> {
  const temporary = mkdtempSync(join(tmpdir(), 'operator-run-'))
  const file = (name: string, content = '') => {
    const path = join(temporary, name)
    writeFileSync(path, content)
    return path
  }
  try {
    const environment: Record<string, string> = {
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: file('output'),
      GITHUB_ENV: file('env'),
      GITHUB_PATH: file('path'),
      GITHUB_STATE: file('state'),
      GITHUB_STEP_SUMMARY: file('summary'),
      ...(options.payload !== undefined && {
        GITHUB_EVENT_PATH: file('event.json', JSON.stringify(options.payload)),
      }),
      ...options.environment,
    }
    for (const [name, value] of Object.entries(options.inputs ?? {})) {
      environment[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] = value
    }
    const { exitCode, log } = await runNode(entry, environment, options)
    const written = (name: string) => readFileSync(join(temporary, name), 'utf8')
    const outputs = parseFileCommands(written('output'))
    return {
      exitCode,
      outputs,
      summary: written('summary'),
      exported: written('env') + written('path') + written('state'),
      log,
      report: readOptional(outputs['report']),
      sarif: readOptional(outputs['sarif']),
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** The runner evaluates a default's expression; outside a runner such an input is simply not given. */
function defaults(
  inputs: Readonly<Record<string, { readonly default?: string | undefined }>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { default: value }]) =>
      value === undefined || value.includes('${{') ? [] : [[name, value]],
    ),
  )
}

function runNode(
  entry: string,
  environment: Readonly<Record<string, string>>,
  { node, timeout, onOutput, onStart }: ProcessOptions,
): Promise<{ readonly exitCode: number | null; readonly log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node ?? process.execPath, [entry], {
      env: { ...environment },
      cwd: environment['GITHUB_WORKSPACE'] ?? process.cwd(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(timeout !== undefined && { timeout, killSignal: 'SIGKILL' }),
    })
    onStart?.((signal) => child.kill(signal))
    let log = ''
    const take = (text: string) => {
      log += text
      onOutput?.(text)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, log }))
  })
}

/** `name=value` lines and `name<<delimiter` blocks, as the runner reads `GITHUB_OUTPUT`. */
export function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const block = /^([^=<]+)<<(.+)$/.exec(line)
    if (block?.[1] !== undefined) {
      const content: string[] = []
      for (index += 1; index < lines.length && lines[index] !== block[2]; index += 1)
        content.push(lines[index] ?? '')
      values[block[1]] = content.join('\n')
      continue
    }
    const separator = line.indexOf('=')
    if (separator > 0) values[line.slice(0, separator)] = line.slice(separator + 1)
  }
  return values
}

function readOptional(path: string | undefined): string | undefined {
  if (path === undefined || path === '') return undefined
  return readFileSync(path, 'utf8')
}

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readManifest } from './manifest.ts'

export interface ActionProcess {
  /** Folder that holds `action.yml`. */
  readonly directory: string
  readonly inputs?: Readonly<Record<string, string>>
  /** `GITHUB_*` and the rest of the environment; nothing is inherited. */
  readonly environment?: Readonly<Record<string, string>>
  /** The event's payload, written where `GITHUB_EVENT_PATH` will point. */
  readonly payload?: unknown
  readonly onOutput?: (text: string) => void
  /** Node that runs the action; this process's own by default. */
  readonly node?: string
  readonly timeout?: number
}

export interface ActionResult {
  readonly exitCode: number | null
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** Standard output and standard error, as the job's log would show them. */
  readonly log: string
  /** The whole report file, if the action wrote one. */
  readonly report: string | undefined
  readonly sarif: string | undefined
}

/** Runs an action as the runner does: its own process, `INPUT_*` with action.yml's defaults, and the `GITHUB_*` files. */
export async function runActionProcess(action: ActionProcess): Promise<ActionResult> {
  const temporary = mkdtempSync(join(tmpdir(), 'operator-run-'))
  try {
    const manifest = readManifest(action.directory)
    if (manifest.runs.using !== 'node24') throw new Error(`${manifest.name} is a composite action.`)
    const file = (name: string, content = '') => {
      const path = join(temporary, name)
      writeFileSync(path, content)
      return path
    }
    const environment: Record<string, string> = {
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: file('output'),
      GITHUB_ENV: file('env'),
      GITHUB_PATH: file('path'),
      GITHUB_STATE: file('state'),
      GITHUB_STEP_SUMMARY: file('summary'),
      ...(action.payload !== undefined && {
        GITHUB_EVENT_PATH: file('event.json', JSON.stringify(action.payload)),
      }),
      ...action.environment,
    }
    for (const [name, value] of Object.entries({ ...defaults(manifest.inputs), ...action.inputs })) {
      environment[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] = value
    }
    const main = join(action.directory, manifest.runs.main)
    const { exitCode, log } = await runNode(action, main, environment)
    const outputs = parseFileCommands(readFileSync(join(temporary, 'output'), 'utf8'))
    return {
      exitCode,
      outputs,
      summary: readFileSync(join(temporary, 'summary'), 'utf8'),
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
  action: ActionProcess,
  main: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number | null; readonly log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(action.node ?? process.execPath, [main], {
      env: { ...environment },
      cwd: environment['GITHUB_WORKSPACE'] ?? process.cwd(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(action.timeout !== undefined && { timeout: action.timeout, killSignal: 'SIGKILL' }),
    })
    let log = ''
    const take = (chunk: Buffer) => {
      log += chunk.toString()
      action.onOutput?.(chunk.toString())
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
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

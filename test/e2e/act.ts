import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { z } from 'zod'
import pinned from './act.json' with { type: 'json' }
import { type JobOutcome, observationVariable } from './isolate-job.ts'

export interface ActRun {
  /** A whole workflow file. */
  readonly workflow: string
  readonly job: string
  readonly event: string
  readonly payload: unknown
  readonly token: string
  /** `GITHUB_*` and whatever else every step sees. */
  readonly variables: Readonly<Record<string, string>>
  /** Folders that stand for `owner/name@ref`; nothing else can be used. */
  readonly actions: Readonly<Record<string, string>>
}

export interface ActOutcome extends JobOutcome {
  readonly summary: string
  readonly log: string
}

const install = `go install github.com/nektos/act@${pinned.version}`

/** Where act is. Throws with what to do when it is not there, or is another version. */
export function locateAct(): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(homedir(), 'go', 'bin')]
  const path = folders.map((folder) => join(folder, 'act')).find((candidate) => existsSync(candidate))
  if (path === undefined) {
    throw new Error(`act is not installed. It needs Go 1.25 or newer: ${install}`)
  }
  const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().split(' ').at(-1)
  if (version !== pinned.version.replace(/^v/, '')) {
    throw new Error(`act is version ${version}, not ${pinned.version}: ${install}`)
  }
  return path
}

const logLine = z.object({
  jobID: z.string().optional(),
  msg: z.string(),
  command: z.string().optional(),
  content: z.string().optional(),
})

/**
 * Runs one job under act on this machine itself, without network: actions come from folders, `--no-skip-checkout` makes act
 * run the checkout action like any other, and the environment of this process is not passed on.
 */
export async function runUnderAct(
  act: string,
  folder: string,
  run: ActRun,
  signal: AbortSignal,
): Promise<ActOutcome> {
  mkdirSync(folder, { recursive: true })
  const here = mkdtempSync(join(folder, 'act-'))
  try {
    const file = (name: string, content: string) => {
      writeFileSync(join(here, name), content)
      return join(here, name)
    }
    const observation = join(here, 'observation.json')
    mkdirSync(join(here, 'empty'))
    const args = [
      run.event,
      ...['--directory', join(here, 'empty')],
      ...['--workflows', file('workflow.yml', run.workflow)],
      ...['--eventpath', file('event.json', JSON.stringify(run.payload))],
      ...['--platform', 'ubuntu-24.04=-self-hosted'],
      ...Object.entries(run.actions).flatMap(([name, path]) => ['--local-repository', `${name}=${path}`]),
      ...[
        '--no-skip-checkout',
        '--no-cache-server',
        '--action-offline-mode',
        '--pull=false',
        '--rm',
        '--json',
      ],
      ...['--action-cache-path', join(here, 'cache')],
      ...['--secret-file', file('secrets', `GITHUB_TOKEN=${run.token}\n`)],
      ...[
        '--env-file',
        file('variables.yml', JSON.stringify({ ...run.variables, [observationVariable]: observation })),
      ],
    ]
    const output = await capture(act, args, here, signal)
    const lines = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => logLine.parse(JSON.parse(line)))
      .filter((line) => line.jobID === run.job)
    if (!existsSync(observation)) throw new Error(`act did not run ${run.job}:\n${complaints(output)}`)
    return {
      ...readObservation(readFileSync(observation, 'utf8'), run.job),
      summary: lines.map((line) => (line.command === 'summary' ? (line.content ?? '') : '')).join(''),
      log: lines.map(({ msg }) => msg.trimEnd()).join('\n'),
    }
  } finally {
    rmSync(here, { recursive: true, force: true })
  }
}

/** What act says beside the log of jobs: why a workflow or an action cannot be used. */
function complaints(output: string): string {
  return output
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n')
}

function readObservation(text: string, job: string): JobOutcome {
  const needs = z.record(
    z.string(),
    z.object({
      result: z.enum(['success', 'failure', 'skipped']),
      outputs: z.record(z.string(), z.string()).nullable(),
    }),
  )
  const found = needs.parse(JSON.parse(text))[job]
  if (found === undefined) throw new Error(`act says nothing of ${job}: ${text}`)
  // The outputs of a job that act skips are its unevaluated expressions (act v0.2.87, pkg/runner/expression.go).
  return { result: found.result, outputs: found.result === 'skipped' ? {} : (found.outputs ?? {}) }
}

/** The runner finds this very Node first: act runs JavaScript actions with the `node` on the path. */
function capture(act: string, args: readonly string[], home: string, signal: AbortSignal): Promise<string> {
  const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter)
  return new Promise((resolve, reject) => {
    const child = spawn(act, args, {
      cwd: home,
      env: { PATH: path, HOME: home, XDG_CACHE_HOME: join(home, 'xdg') },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGINT',
    })
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hasPersistedToken, mayRunCommands, runCommand } from '@operator/commands'
import type { Change, Repository, TreeEntry } from '@operator/git'
import { readTextFiles } from '../changes/text-files.ts'
import type { PrecheckRequest } from '../request.ts'
import { environmentsBefore, findEnvironment } from '../rules.ts'
import type { PlaceFacts, Refusal, StagingDataFacts } from './facts.ts'
import type { DataPolicy } from './policy.ts'
import { readK6Summary } from './read-k6-summary.ts'
import { readStatement } from './read-statement.ts'

/** A statement is a line, a summary some pages. Bytes. */
const maxFile = 5_000_000
const maxOutput = 262_144

/** What lies around the question. */
export interface StagingDataSources {
  readonly repository: Repository
  readonly tree: readonly TreeEntry[]
  readonly changes: readonly Change[]
}

type Asked = Pick<PrecheckRequest, 'rules' | 'environment' | 'directory' | 'attendance' | 'progress'>

/** Asks what the policy names about data and load tests of the environments before; undefined where it names nothing. */
export async function collectStagingData(
  request: Asked,
  sources: StagingDataSources,
): Promise<StagingDataFacts | undefined> {
  const found: PlaceFacts[] = []
  for (const { environment } of environmentsBefore(request.rules, request.environment)) {
    const place = await askPlace(environment, request, sources)
    if (place !== undefined) found.push(place)
  }
  return found.length === 0 ? undefined : found
}

async function askPlace(
  environment: string,
  { rules, directory, attendance, progress }: Asked,
  sources: StagingDataSources,
): Promise<PlaceFacts | undefined> {
  const { data, 'load-test': load } = findEnvironment(rules, environment) ?? {}
  if (data === undefined && load === undefined) return undefined
  progress(`data of ${environment}`)
  const asked =
    data === undefined
      ? undefined
      : data.command === undefined
        ? await readStated(data.file ?? '', directory, sources)
        : await runStating(data.command, data, directory, attendance.event, sources)
  const loaded = load && (await readStated(load.file, directory, sources))
  return {
    environment,
    ...(asked !== undefined && { data: interpret(asked, readStatement, statementForm) }),
    ...(loaded !== undefined && { loadTest: interpret(loaded, readK6Summary, 'a JSON summary of k6') }),
  }
}

const statementForm = '{"taken_at": "2026-11-25T08:00:00Z", "safe": true, "production_like": true}'

type Stated = { readonly kind: 'stated'; readonly source: string; readonly text: string } | Refusal

function interpret<T>(stated: Stated, read: (text: string) => T | undefined, form: string) {
  if (stated.kind === 'refused') return stated
  const { source, text } = stated
  const value = read(text)
  return value === undefined
    ? refuse('statement-unreadable', `${source} is not what was expected.`, `Let it be ${form}.`)
    : ({ kind: 'told', source, value } as const)
}

function refuse(code: string, message: string, next: string): Refusal {
  return { kind: 'refused', code, message, next }
}

/** A file that a job left in the working directory; one that git keeps is read from git. */
async function readStated(
  path: string,
  directory: string,
  { repository, tree, changes }: StagingDataSources,
): Promise<Stated> {
  if (changes.some((change) => change.path === path)) {
    const next = 'Let a job write it, or change it in a pull request of its own.'
    return refuse('comes-with-the-change', `${path} is changed by what it is to vouch for.`, next)
  }
  const kept = tree.find((entry) => entry.path === path)
  if (kept !== undefined) {
    const [file] = (await readTextFiles(repository, [kept])).files
    return file === undefined
      ? refuse('statement-unreadable', `${path} could not be read from git.`, `Look at ${path}.`)
      : { kind: 'stated', source: `${path}, in git`, text: file.text }
  }
  const missing = refuse(
    'statement-missing',
    `There is no file ${path}.`,
    `Download ${path} before this step.`,
  )
  try {
    const location = join(directory, path)
    const { size } = await stat(location)
    if (size > maxFile)
      return refuse('statement-unreadable', `${path} is ${size} bytes long.`, `Look at ${path}.`)
    return { kind: 'stated', source: path, text: await readFile(location, 'utf8') }
  } catch {
    return missing
  }
}

/** Programs whose commands stand in a file of the repository. */
const runners: readonly { readonly runner: RegExp; readonly manifest: RegExp }[] = [
  { runner: /^(?:npm|npx|yarn|pnpm|bun|node)$/, manifest: /(?:^|\/)package\.json$/ },
  { runner: /^g?make$/, manifest: /(?:^|\/)(?:GNU)?[Mm]akefile$|\.mk$/ },
  { runner: /^just$/, manifest: /(?:^|\/)\.?[Jj]ustfile$/ },
  { runner: /^task$/, manifest: /(?:^|\/)[Tt]askfile(?:\.dist)?\.ya?ml$/ },
  { runner: /^(?:rake|bundle)$/, manifest: /(?:^|\/)Rakefile$|\.rake$/ },
  { runner: /^composer$/, manifest: /(?:^|\/)composer\.json$/ },
]

/** A command of the repository, which the change must not have rewritten. */
async function runStating(
  command: string,
  { timeout, env }: DataPolicy,
  directory: string,
  event: string,
  { changes }: StagingDataSources,
): Promise<Stated> {
  const allowed = mayRunCommands(event)
  if (!allowed.allowed) return refuse(allowed.code, allowed.message, allowed.next)
  const words = command.split(/[\s;|&()<>"'`=]+/).map((word) => word.replace(/^(?:\.\/)+/, ''))
  const manifests = runners.filter(({ runner }) => words.some((word) => runner.test(word)))
  const own = changes.find(
    ({ path }) => words.includes(path) || manifests.some(({ manifest }) => manifest.test(path)),
  )
  if (own !== undefined) {
    const next = `Change ${own.path} in a pull request of its own.`
    return refuse('comes-with-the-change', `${own.path} is changed by what it is to vouch for.`, next)
  }
  if (hasPersistedToken(directory)) {
    const message = 'The clone holds the token of this job, which the command could read.'
    return refuse('token-in-clone', message, 'Check out with persist-credentials: false.')
  }
  const result = await runCommand({
    line: command,
    directory,
    environment: process.env,
    pass: env,
    timeout,
    maxOutput,
  })
  const source = `command ${command.slice(0, 80)}`
  if (result.end === 'exited' && result.exitCode === 0) return { kind: 'stated', source, text: result.stdout }
  const how = result.end === 'exited' ? `ended with ${result.exitCode}` : result.end.replaceAll('-', ' ')
  const said = result.stderr.trim().split('\n').at(-1)?.slice(0, 200) ?? ''
  return refuse(
    'command-failed',
    `The ${source} ${how}${said === '' ? '' : `: ${said}`}.`,
    'Run it yourself, and mend it.',
  )
}

import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { report as reportSchema } from '@operator/report'
import { runActionProcess } from './action-process.ts'
import { crashExitCode, exitCodes, usageExitCode } from './exit-code.ts'
import { listActions } from './paths.ts'
import { provideReleaseTree } from './release-tree.ts'

const usage = `npm run operator -- <action> [--repo DIR] [--base REF] [--head REF] [--input key=value …] [--json]

Runs one action of the built tree on a local repository, without GitHub where it can.

  --repo DIR         the repository (default: the folder you stand in)
  --base REF         what the change is compared with; without it everything counts as introduced
  --head REF         what is judged (default: HEAD; uncommitted files never count)
  --input key=value  an input of the action, as often as needed
  --json             the report alone on standard output, everything else on standard error

Exit code: 0 go, 1 no-go, 2 ask-human, 3 incomplete, 64 wrong usage, 70 Operator crashed.
Actions: ${runnable().join(', ')}
`

interface CommandLine {
  readonly action: string
  readonly directory: string
  readonly base: string | undefined
  readonly head: string | undefined
  readonly inputs: Readonly<Record<string, string>>
  readonly json: boolean
}

function runnable(): string[] {
  return listActions()
    .filter((action) => action.kind === 'javascript')
    .map((action) => action.name)
}

function readCommandLine(args: readonly string[], startedIn: string): CommandLine | string {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      repo: { type: 'string' },
      base: { type: 'string' },
      head: { type: 'string' },
      input: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const [action, ...rest] = positionals
  if (values.help || action === undefined) return usage
  if (rest.length > 0) return `Unexpected ${rest.join(' ')}.\n\n${usage}`
  if (!runnable().includes(action)) return `There is no action ${JSON.stringify(action)}.\n\n${usage}`
  const inputs: Record<string, string> = {}
  for (const pair of values.input ?? []) {
    const separator = pair.indexOf('=')
    if (separator <= 0) return `--input takes key=value, not ${JSON.stringify(pair)}.\n`
    inputs[pair.slice(0, separator)] = pair.slice(separator + 1)
  }
  const directory = resolve(startedIn, values.repo ?? '.')
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    return `--repo: there is no folder ${directory}.\n`
  }
  return { action, directory, base: values.base, head: values.head, inputs, json: values.json }
}

/** What of the caller's environment an action may see: where GitHub is, proxies, certificates, and the machine's basics. */
const inherited =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|TEMP|TMP|TMPDIR|LANG|TZ|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(HTTPS?|NO|ALL)_PROXY|GITHUB_(API_URL|GRAPHQL_URL|SERVER_URL|REPOSITORY))$/i

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && inherited.test(name) ? [[name, value]] : [],
    ),
  )
}

async function main(): Promise<number> {
  // npm changes the folder to the project's and leaves the caller's in INIT_CWD.
  const startedIn = process.env['INIT_CWD'] ?? process.cwd()
  let commandLine: CommandLine | string
  try {
    commandLine = readCommandLine(process.argv.slice(2), startedIn)
  } catch (error) {
    commandLine = `${error instanceof Error ? error.message : String(error)}\n\n${usage}`
  }
  if (typeof commandLine === 'string') {
    process.stderr.write(commandLine)
    return usageExitCode
  }
  const { action, directory, base, head, inputs, json } = commandLine
  const tree = await provideReleaseTree([action])
  const result = await runActionProcess({
    directory: join(tree, action),
    inputs,
    environment: {
      ...inheritedEnvironment(),
      GITHUB_WORKSPACE: directory,
      ...(base !== undefined && { OPERATOR_BASE: base }),
      ...(head !== undefined && { OPERATOR_HEAD: head }),
    },
    onOutput: (text) => process.stderr.write(text),
  })
  if (result.report === undefined) {
    return /^::error::This is a defect/m.test(result.log) ? crashExitCode : usageExitCode
  }
  if (json) process.stdout.write(result.report)
  return exitCodes[reportSchema.parse(JSON.parse(result.report)).verdict]
}

process.exitCode = await main()

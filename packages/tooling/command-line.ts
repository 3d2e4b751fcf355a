import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { suggest } from '@operator/policy'

export interface CommandLine {
  readonly action: string
  readonly directory: string
  readonly base: string | undefined
  readonly head: string | undefined
  readonly inputs: Readonly<Record<string, string>>
  readonly json: boolean
}

export type ParsedCommandLine =
  | { readonly kind: 'run'; readonly commandLine: CommandLine }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }

export const usage = (
  actions: readonly string[],
  commands: readonly string[] = [],
) => `npm run operator -- <action> [options]

Runs one action of this tree on a local repository, without GitHub where it can.

  --repo DIR         the repository (default: the folder you stand in)
  --base REF         what the change is compared with; without it everything counts as introduced
  --head REF         what is judged (default: HEAD; uncommitted files never count)
  --input key=value  an input of the action, as often as needed
  --json             the report alone on standard output, everything else on standard error;
                     npm run --silent keeps npm's own two lines away

Exit code: 0 go, 1 no-go, 2 ask-human, 3 incomplete, 64 wrong usage, 70 Operator crashed.
Actions: ${actions.join(', ')}
${commands.length === 0 ? '' : `About a repository on GitHub, with options of their own (--help): ${commands.join(', ')}\n`}`

/** Reads the arguments of `npm run operator`; `startedIn` is the folder that paths are relative to. */
export function parseCommandLine(
  args: readonly string[],
  startedIn: string,
  actions: readonly string[],
  /** Other words that may have been meant. */
  commands: readonly string[] = [],
): ParsedCommandLine {
  let parsed: ReturnType<typeof readArguments>
  try {
    parsed = readArguments(args)
  } catch (error) {
    // Node explains at length how to pass an argument that starts with a dash.
    return wrong(
      (error instanceof Error ? error.message : String(error)).replace(/\. To specify [\s\S]*/, '.'),
    )
  }
  const { values, positionals } = parsed
  const [action, ...rest] = positionals
  if (values.help) return { kind: 'help' }
  if (action === undefined) return wrong('Which action?')
  if (rest.length > 0) return wrong(`One action at a time; ${rest.join(' ')} is too much.`)
  if (!actions.includes(action)) {
    const meant = suggest(action, [...actions, ...commands])
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
    return wrong(`There is no action ${JSON.stringify(action)}.${hint}`)
  }
  const inputs: Record<string, string> = {}
  for (const pair of values.input) {
    const separator = pair.indexOf('=')
    if (separator <= 0) return wrong(`--input takes key=value, not ${JSON.stringify(pair)}.`)
    inputs[pair.slice(0, separator)] = pair.slice(separator + 1)
  }
  const directory = resolve(startedIn, values.repo)
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    return wrong(`--repo: there is no folder ${directory}.`)
  }
  const { base, head, json } = values
  return { kind: 'run', commandLine: { action, directory, base, head, inputs, json } }
}

function readArguments(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      repo: { type: 'string', default: '.' },
      base: { type: 'string' },
      head: { type: 'string' },
      input: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}

function wrong(why: string): ParsedCommandLine {
  return { kind: 'wrong', why }
}

import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UserError } from '@operator/host'

/** What every command about a repository on GitHub takes. */
export interface RepositoryOptions {
  /** Absolute path of the clone. */
  readonly directory: string
  /** `owner/name`, where it was given. */
  readonly repository: string | undefined
  readonly branch: string | undefined
  /** Absolute path of a policy file to try instead of the branch's own. */
  readonly policy: string | undefined
  /** Variable that holds the token. */
  readonly tokenVariable: string
  readonly form: 'terminal' | 'markdown' | 'json'
  readonly help: boolean
  /** The option that only this command has, as it was given. */
  readonly own: string | undefined
}

export const repositoryUsage = `  --repo DIR             the clone (default: the folder you stand in)
  --repository OWNER/NAME  on GitHub (default: GITHUB_REPOSITORY, else what origin is)
  --branch NAME          the branch that is released from (default: the repository's default branch)
  --policy FILE          a policy to try (default: .github/operator.yml as that branch has it)
  --token-env NAME       the variable that holds the token (default: GITHUB_TOKEN)
  --markdown             Markdown instead of plain text
  --json                 one JSON document alone on standard output, everything else on standard error;
                         npm run --silent keeps npm's own two lines away
GITHUB_API_URL and GITHUB_GRAPHQL_URL name another server than github.com.
`

const allOptions = {
  repo: { type: 'string', default: '.' },
  repository: { type: 'string' },
  branch: { type: 'string' },
  policy: { type: 'string' },
  'token-env': { type: 'string', default: 'GITHUB_TOKEN' },
  markdown: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  environment: { type: 'string' },
  last: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

/** Reads the arguments of a command that knows, beside the shared options, one of its own. Throws {@link UserError}. */
export function readOptions(
  args: readonly string[],
  startedIn: string,
  own: 'environment' | 'last',
): RepositoryOptions {
  const values = parse(args)
  const foreign = own === 'last' ? 'environment' : 'last'
  if (values[foreign] !== undefined) {
    throw wrong('this command has no such option.', `--${foreign}`, 'See --help.')
  }
  const directory = resolve(startedIn, values.repo)
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw wrong(`there is no folder ${directory}.`, '--repo', 'Name the clone of the repository.')
  }
  if (values.json && values.markdown) {
    throw wrong('one form at a time.', '--json --markdown', 'Leave one of them out.')
  }
  return {
    directory,
    repository: values.repository,
    branch: values.branch,
    policy: values.policy === undefined ? undefined : resolve(startedIn, values.policy),
    tokenVariable: values['token-env'],
    form: values.json ? 'json' : values.markdown ? 'markdown' : 'terminal',
    help: values.help,
    own: values[own],
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: allOptions, allowPositionals: false }).values
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    // Node explains at length how to pass an argument that starts with a dash.
    const [what = message] = message.split(/\. (?=To specify|This command)/)
    throw wrong(`${what.replace(/\.$/, '')}.`, 'arguments', 'See --help.')
  }
}

function wrong(what: string, where: string, remedy: string): UserError {
  return new UserError([{ what, where, remedy }])
}

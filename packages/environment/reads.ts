import { lineCounter } from '@operator/report'

/** A variable that source code reads from its environment. */
export interface EnvironmentRead {
  readonly name: string
  /** 1-based. */
  readonly line: number
}

const name = '(?<name>[A-Za-z_][A-Za-z0-9_]{1,80})'

interface ReadForm {
  readonly path: RegExp
  readonly pattern: RegExp
}

const script = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/
/** How each language reads a variable by a constant name. Dynamic names are nobody's guess. */
const forms: readonly ReadForm[] = [
  {
    path: script,
    pattern: new RegExp(
      `\\b(?:process\\??\\.env|import\\.meta\\.env|Bun\\.env)(?:\\??\\.${name}|\\[['"\`]${name.replace('name', 'quoted')}['"\`]\\])`,
      'g',
    ),
  },
  { path: script, pattern: new RegExp(`\\bDeno\\.env\\.get\\(\\s{0,5}['"\`]${name}['"\`]`, 'g') },
  {
    path: /\.pyi?$/,
    pattern: new RegExp(
      `\\b(?:os\\.environ(?:\\.get\\(|\\[)|os\\.getenv\\(|environ\\.get\\(|environ\\[|getenv\\()\\s{0,5}['"]${name}['"]`,
      'g',
    ),
  },
  { path: /\.go$/, pattern: new RegExp(`\\bos\\.(?:Getenv|LookupEnv)\\(\\s{0,5}"${name}"`, 'g') },
  {
    path: /\.(?:rb|rake|ru|erb)$/,
    pattern: new RegExp(`\\bENV(?:\\[|\\.fetch\\()\\s{0,5}['"]${name}['"]`, 'g'),
  },
  {
    path: /\.rs$/,
    pattern: new RegExp(
      `\\b(?:env::var(?:_os)?|env!|option_env!|dotenv!?(?:::var)?)\\(\\s{0,5}"${name}"`,
      'g',
    ),
  },
  {
    path: /\.(?:java|kt|kts|scala|groovy)$/,
    pattern: new RegExp(`\\bSystem\\.getenv\\(\\s{0,5}"${name}"`, 'g'),
  },
  {
    path: /\.php$/,
    pattern: new RegExp(`(?:\\b(?:get)?env\\(\\s{0,5}|\\$_ENV\\[\\s{0,5})['"]${name}['"]`, 'g'),
  },
  { path: /\.cs$/, pattern: new RegExp(`\\bGetEnvironmentVariable\\(\\s{0,5}"${name}"`, 'g') },
  { path: /\.exs?$/, pattern: new RegExp(`\\bSystem\\.(?:get_env|fetch_env!?)\\(\\s{0,5}"${name}"`, 'g') },
  { path: /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/, pattern: new RegExp(`\\$\\{${name}`, 'g') },
]

/** Set by runtimes and runners, or by convention: nobody documents them per project. */
const wellKnown =
  /^(?:PATH|HOME|USER|SHELL|PWD|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|CI|DEBUG|NODE_ENV|NODE_OPTIONS|NODE_PATH|PORT|HOSTNAME|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|EDITOR|APPDATA|LOCALAPPDATA|USERPROFILE|GITHUB_\w+|RUNNER_\w+|ACTIONS_\w+|INPUT_\w+|npm_\w+|MODE|DEV|PROD|SSR|BASE_URL|CARGO_\w+|OUT_DIR|GOPATH|GOOS|GOARCH|PYTHON\w*|VIRTUAL_ENV|JEST_WORKER_ID|VITEST|RAILS_ENV|RACK_ENV|APP_ENV)$/

/** A generated file can be one line of megabytes; reads in it are not this project's. Characters. */
const maxLength = 2_000_000

/** The variables that a file reads by constant names, without those that every runtime sets. */
export function findEnvironmentReads(path: string, text: string): EnvironmentRead[] {
  if (text.length > maxLength) return []
  const lineOf = lineCounter(text)
  return forms
    .filter((form) => form.path.test(path))
    .flatMap((form) =>
      [...text.matchAll(form.pattern)].flatMap((match) => {
        const found = match.groups?.['name'] ?? match.groups?.['quoted']
        return found === undefined || wellKnown.test(found)
          ? []
          : [{ name: found, line: lineOf(match.index) }]
      }),
    )
}

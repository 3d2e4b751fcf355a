import { lineCounter } from '@operator/report'

/** A variable that source code reads from its environment. */
export interface EnvironmentRead {
  readonly name: string
  /** A workflow's `secrets` or `vars`, which GitHub keeps; absent: the environment of whatever runs. */
  readonly from?: 'github'
  /** 1-based. */
  readonly line: number
}

const name = '(?<name>[A-Za-z_][A-Za-z0-9_]{1,80})'

interface ReadForm {
  readonly path: RegExp
  readonly pattern: RegExp
  readonly from?: 'github'
}

const quoted = (word: string) => `\\s{0,5}['"\`]${word}['"\`]`

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
  {
    // const { SHOP_URL, KEY: key = 'x' } = process.env
    path: script,
    pattern:
      /\{(?<names>[\w\s,:='"$.-]{1,1000})\}\s{0,5}=\s{0,5}(?:process\.env|import\.meta\.env|Bun\.env)\b(?![.[])/g,
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
  {
    path: /\.(?:c|cc|cpp|cxx|h|hh|hpp)$/,
    pattern: new RegExp(`\\b(?:secure_)?getenv\\(\\s{0,5}"${name}"`, 'g'),
  },
  { path: /\.swift$/, pattern: new RegExp(`\\.environment\\[\\s{0,5}"${name}"`, 'g') },
  {
    path: /\.dart$/,
    pattern: new RegExp(`\\b(?:Platform\\.environment\\[|fromEnvironment\\()\\s{0,5}['"]${name}['"]`, 'g'),
  },
  { path: /\.(?:pl|pm)$/, pattern: new RegExp(`\\$ENV\\{\\s{0,5}['"]?${name}`, 'g') },
  { path: /\.lua$/, pattern: new RegExp(`\\bos\\.getenv\\(${quoted(name)}`, 'g') },
  {
    path: /\.(?:scala|sc)$/,
    pattern: new RegExp(`\\bsys\\.env(?:\\.get|\\.getOrElse)?\\(\\s{0,5}"${name}"`, 'g'),
  },
  // A script's own variables look the same; one that must be given says so.
  { path: /\.(?:sh|bash)$/, pattern: new RegExp(`\\$\\{${name}:?\\?`, 'g') },
  {
    // Spring: ${SHOP_URL:default}
    path: /(?:^|\/)(?:application|bootstrap)[\w-]*\.(?:ya?ml|properties)$/,
    pattern: /\$\{(?<name>[A-Z][A-Z0-9_]{1,80})(?=[:}])/g,
  },
  {
    // Kubernetes and Helm: what is not written down beside its name comes from elsewhere.
    path: /(?:^|\/)(?:k8s|kubernetes|kube|helm|charts?|manifests?|deploy\w*|overlays)\/.*\.ya?ml$/,
    pattern: /-\s{1,5}name:\s{1,5}["']?(?<name>[A-Z][A-Z0-9_]{1,80})["']?[ \t]*\r?\n[ \t]{1,40}valueFrom:/g,
  },
  {
    path: /^\.github\/workflows\/[^/]+\.ya?ml$/,
    // Not the file docs/secrets.md.
    pattern: /(?<![\w/.-])(?:secrets|vars)\.(?<name>[A-Z_][A-Z0-9_]{1,80})\b/g,
    from: 'github',
  },
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
      [...text.matchAll(form.pattern)].flatMap((match) =>
        namesIn(match)
          .filter((found) => !wellKnown.test(found))
          .map((found) => ({
            name: found,
            line: lineOf(match.index),
            ...(form.from !== undefined && { from: form.from }),
          })),
      ),
    )
}

function namesIn({ groups }: RegExpMatchArray): string[] {
  const found = groups?.['name'] ?? groups?.['quoted']
  if (found !== undefined) return [found]
  const parts = groups?.['names']?.split(',') ?? []
  return parts.flatMap((part) => /^\s*([A-Za-z_][A-Za-z0-9_]{1,80})\s*(?:[:=]|$)/.exec(part)?.[1] ?? [])
}

/** Whether a file of this kind can read a variable. */
export function mayReadEnvironment(path: string): boolean {
  return forms.some((form) => form.path.test(path))
}

/** Reads by a name that only a run knows: `process.env[name]`. */
const dynamic: readonly ReadForm[] = [
  {
    path: script,
    pattern: /\b(?:process\.env|import\.meta\.env|Bun\.env)\[(?!\s{0,5}['"`][A-Za-z_]\w{0,80}['"`])/g,
  },
  { path: /\.pyi?$/, pattern: /\b(?:os\.environ(?:\.get\(|\[)|os\.getenv\()(?!\s{0,5}['"])/g },
  { path: /\.go$/, pattern: /\bos\.(?:Getenv|LookupEnv)\((?!\s{0,5}["`])/g },
  { path: /\.(?:rb|rake|ru|erb)$/, pattern: /\bENV(?:\[|\.fetch\()(?!\s{0,5}['"])/g },
]

/** The lines on which a file reads a variable whose name cannot be told. */
export function findDynamicReads(path: string, text: string): number[] {
  if (text.length > maxLength) return []
  const lineOf = lineCounter(text)
  return dynamic
    .filter((form) => form.path.test(path))
    .flatMap((form) => [...text.matchAll(form.pattern)].map((match) => lineOf(match.index)))
}

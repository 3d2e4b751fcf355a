/** A manifest, other than `package.json`, whose dependencies only a lockfile pins. */
export interface OtherManifest {
  readonly path: RegExp
  /** What it asks for, one text each; empty where it asks for nothing. */
  readonly requirements: (text: string) => readonly string[]
  /** Names of the lockfiles that pin it, beside or above it; undefined where nothing does. */
  readonly pinnedBy: RegExp | undefined
  /** Completes the path to a sentence. */
  readonly reason: string
}

const pythonLocks =
  /(?:^|\/)(?:(?:poetry|uv|pdm)\.lock|Pipfile\.lock|pylock(?:\.[\w-]+)?\.toml|requirements[\w.-]*\.txt)$/
const unpinned = 'it has dependencies and no lockfile beside or above it'

/** `pyproject.toml`, `setup.cfg`, `setup.py` and `Pipfile`, and the replacements of `go.work`, which no `go.mod` shows. */
export const otherManifests: readonly OtherManifest[] = [
  { path: /(?:^|\/)pyproject\.toml$/, requirements: pyproject, pinnedBy: pythonLocks, reason: unpinned },
  {
    path: /(?:^|\/)Pipfile$/,
    requirements: (text) => tomlTables(text, /^(?:dev-)?packages$/),
    pinnedBy: pythonLocks,
    reason: unpinned,
  },
  { path: /(?:^|\/)setup\.cfg$/, requirements: setupCfg, pinnedBy: pythonLocks, reason: unpinned },
  { path: /(?:^|\/)setup\.py$/, requirements: setupPy, pinnedBy: pythonLocks, reason: unpinned },
  {
    path: /(?:^|\/)go\.work$/,
    requirements: goWork,
    pinnedBy: undefined,
    reason: 'it replaces modules by others than go.mod names',
  },
]

function pyproject(text: string): string[] {
  // PEP 621 and 735 write arrays of texts, Poetry tables.
  const name = /^(?:|project(?:\.optional-dependencies)?|dependency-groups|tool\.pdm\.dev-dependencies)$/
  const poetry = tomlTables(text, /^tool\.poetry\.(?:(?:dev-)?dependencies|group\.[\w-]+\.dependencies)$/)
  return [
    ...textsInArrays(tomlTables(text, name)),
    ...poetry.filter((line) => !/^["']?python["']?\s*=/.test(line)),
  ]
}

/** Arrays of a project's table that hold other things. */
const noDependencies = /^(?:authors|classifiers|dynamic|keywords|license-files|maintainers)$/

/** The texts in arrays of dependencies, which may take several lines. */
function textsInArrays(lines: readonly string[]): string[] {
  const texts: string[] = []
  let depth = 0
  let wanted = false
  for (const line of lines) {
    const quoted = [...line.matchAll(/"([^"]*)"|'([^']*)'/g)].map(
      ([, double, single]) => double ?? single ?? '',
    )
    const bare = line.replace(/"[^"]*"|'[^']*'/g, '')
    if (depth === 0) {
      const [key = '', value] = bare.split('=', 2)
      wanted = value?.trim().startsWith('[') === true && !noDependencies.test(key.trim())
    }
    if (wanted) texts.push(...quoted)
    depth = Math.max(0, depth + bare.split('[').length - bare.split(']').length)
  }
  return texts
}

/** The lines of the tables whose name matches, without comments and empty ones. */
function tomlTables(text: string, name: RegExp): string[] {
  let wanted = name.test('')
  return text.split('\n').flatMap((raw) => {
    const line = raw.trim()
    const [bare = ''] = line.split('#', 1)
    const header = bare.replace(/[[\]\s"']/g, '')
    // A line of an array of arrays looks alike, and has no name.
    if (bare.startsWith('[') && bare.trim().endsWith(']') && /^[\w.-]+$/.test(header)) {
      wanted = name.test(header)
      return []
    }
    return wanted && bare !== '' ? [line] : []
  })
}

function setupCfg(text: string): string[] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith('install_requires'))
  if (start < 0) return []
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => line.trim() !== '' && !/^\s/.test(line))
  const block = [
    lines[start]?.split('=').slice(1).join('=') ?? '',
    ...rest.slice(0, end < 0 ? undefined : end),
  ]
  return block.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'))
}

/** It is a program: where the list is not written down, nothing is known of it. */
function setupPy(text: string): string[] {
  const at = text.search(/\binstall_requires\s*=/)
  if (at < 0) return []
  const list = /^install_requires\s*=\s*[[(]([^\])]*)[\])]/.exec(text.slice(at))?.[1]
  if (list === undefined) return ['install_requires']
  return [...list.matchAll(/["']([^"'\n]+)["']/g)].map(([, item]) => item ?? '')
}

function goWork(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const to = line.split('//', 1)[0]?.split('=>', 2)[1]?.trim()
    // A folder is the repository's own code.
    return to === undefined || /^["`]?\.{0,2}\//.test(to) ? [] : [line.trim()]
  })
}

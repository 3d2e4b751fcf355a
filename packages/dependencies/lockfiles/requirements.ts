import { join } from 'node:path/posix'
import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'
import type { NamedRegistry } from '../registries.ts'
import { shown } from '../shown.ts'
import { hostOf, isPackedFile } from './origin.ts'
import { normalise } from './package-tables.ts'

/** What is read as such a file. */
export const requirementsPath = /(?:^|\/)(?:requirements(?:[-_.][\w.-]+)?\.txt|requirements\/[\w.-]+\.txt)$/

/** Where pip ends a line: what Python's `str.splitlines` takes for a line break. */
const lineBreak = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

const pinned =
  /^(?<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?={2,3}\s*(?<version>[\w.!+-]+)(?!\.\*)(?:\s|;|$)/

/** `requirements.txt`: only `==` and `===` pin a version; everything else is said to be unresolved. */
export function parseRequirements(text: string, path: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  const registries: NamedRegistry[] = []
  for (const { line, text: requirement } of logicalLines(text)) {
    // A file that `-r` names is read by its own name or not at all; options pin nothing.
    const included = /^(?:-r|--requirement)[\s=]*(?<file>\S+)/.exec(requirement)?.groups?.['file']
    if (included !== undefined && !requirementsPath.test(join(path, '..', included))) {
      const message = `${shown(included)} is included and not read`
      problems.push({ kind: 'unresolved', name: shown(included), line, message })
    }
    if (/^-(?!e\b|-editable)/.test(requirement)) {
      registries.push(...indexesOf(requirement).map((host) => ({ host, line })))
      continue
    }
    const { name, version } = pinned.exec(requirement)?.groups ?? {}
    if (name !== undefined && version !== undefined) {
      const normalised = normalise(name, 'PyPI')
      packages.push({
        ecosystem: 'PyPI',
        name: normalised,
        version,
        line,
        scope: 'unknown',
        path: [normalised],
      })
      continue
    }
    const text = shown(requirement)
    const folder = /^(?:(?:-e|--editable)[\s=]*)?(?<path>\.{1,2}(?:\/[^\s[]*)?)(?=[\s[]|$)/.exec(requirement)
    const isFolder = folder?.groups?.['path'] !== undefined && !isPackedFile(folder.groups['path'])
    const elsewhere = /^-|^\.{0,2}\/|:\/\/|\s@\s|@\s*(?:git|https?|file)/.test(requirement)
    problems.push({
      kind: isFolder ? 'folder' : elsewhere ? 'elsewhere' : 'unresolved',
      name: normalise(/^[\w.-]+/.exec(requirement)?.[0] ?? text, 'PyPI'),
      line,
      message: isFolder || elsewhere ? `${text} comes from no index` : `${text} pins no version`,
    })
  }
  return { packages, problems, registries }
}

/** The hosts of `--index-url`, `--extra-index-url` and `--find-links`: pip takes the best version of all of them. */
function indexesOf(option: string): string[] {
  const pattern =
    /(?:^|\s)(?:-i|-f|--index-url|--pypi-url|--extra-index-url|--find-links)[\s=]*["']?(?<address>[^\s"']+)/g
  return [...option.matchAll(pattern)].flatMap(({ groups }) => hostOf(groups?.['address']) ?? [])
}

/** Lines without comments, those that end in a backslash joined with the next; each with the number of its first line. */
function logicalLines(text: string): { readonly line: number; readonly text: string }[] {
  const lines: { line: number; text: string }[] = []
  let joined = ''
  let start = 1
  const flush = () => {
    if (joined.trim() !== '') lines.push({ line: start, text: joined.trim() })
    joined = ''
  }
  text.split(lineBreak).forEach((raw, index) => {
    if (joined === '') start = index + 1
    joined += raw.replace(/(?:^|\s)#[\s\S]*/, '')
    if (joined.endsWith('\\')) joined = `${joined.slice(0, -1)} `
    else flush()
  })
  flush()
  return lines
}

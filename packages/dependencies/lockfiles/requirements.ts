import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'
import { shown } from '../shown.ts'
import { normalise } from './package-tables.ts'

const pinned =
  /^(?<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\]\s*)?={2,3}\s*(?<version>[\w.!+-]+)(?!\.\*)(?:\s|;|$)/

/** `requirements.txt`: only `==` and `===` pin a version; everything else is said to be unresolved. */
export function parseRequirements(text: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  for (const { line, text: requirement } of logicalLines(text)) {
    // `-r` and `-c` files are read as files of their own, options pin nothing.
    if (/^-(?!e\b|-editable)/.test(requirement)) continue
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
    const elsewhere = /^-|^\.{0,2}\/|:\/\/|\s@\s|@\s*(?:git|https?|file)/.test(requirement)
    problems.push({
      kind: elsewhere ? 'elsewhere' : 'unresolved',
      name: normalise(/^[\w.-]+/.exec(requirement)?.[0] ?? text, 'PyPI'),
      line,
      message: elsewhere ? `${text} comes from no index` : `${text} pins no version`,
    })
  }
  return { packages, problems }
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
  text.split('\n').forEach((raw, index) => {
    if (joined === '') start = index + 1
    joined += raw.replace(/\r$/, '').replace(/(?:^|\s)#.*$/, '')
    if (joined.endsWith('\\')) joined = `${joined.slice(0, -1)} `
    else flush()
  })
  flush()
  return lines
}

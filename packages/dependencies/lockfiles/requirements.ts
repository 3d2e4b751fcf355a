import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'
import { normalise } from './package-tables.ts'

/** `requirements.txt`: only `==` and `===` pin a version; everything else is said to be unresolved. */
export function parseRequirements(text: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  let joined = ''
  let start = 0
  text.split('\n').forEach((raw, index) => {
    if (joined === '') start = index + 1
    joined += raw.replace(/\r$/, '').replace(/(?:^|\s)#.*$/, '')
    if (joined.endsWith('\\')) {
      joined = `${joined.slice(0, -1)} `
      return
    }
    const line = joined.trim()
    joined = ''
    // `-r` and `-c` files are read as files of their own, options pin nothing.
    if (line === '' || /^-(?!e\b|-editable)/.test(line)) return
    const pinned =
      /^(?<name>[A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*={2,3}\s*(?<version>[\w.!+-]+)(?!\.\*)(?:\s|;|$)/.exec(
        line,
      )
    const { name, version } = pinned?.groups ?? {}
    if (name === undefined || version === undefined)
      problems.push({ line: start, message: `${line.slice(0, 80)} pins no version` })
    else
      packages.push({
        ecosystem: 'PyPI',
        name: normalise(name, 'PyPI'),
        version,
        line: start,
        scope: 'unknown',
        path: [name],
      })
  })
  return { packages, problems }
}

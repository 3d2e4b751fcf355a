import {
  type Ecosystem,
  type LockedPackage,
  type LockfileContent,
  type LockfileProblem,
  rustEcosystem,
} from '../package.ts'
import { shown } from '../shown.ts'
import { hostOf } from './origin.ts'

interface Table {
  readonly line: number
  readonly fields: Map<string, string>
  /** Where its files are fetched from. */
  readonly hosts: string[]
}

/**
 * `Cargo.lock`, `poetry.lock`, `uv.lock` and `pdm.lock` are TOML of one plain shape: `[[package]]` tables with
 * `name`, `version` and `source` on lines of their own. Reading just that keeps line numbers and needs no TOML parser.
 */
export function parsePackageTables(text: string, ecosystem: Ecosystem): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  for (const { line, fields, hosts } of tables(text)) {
    const name = fields.get('name')
    if (name === undefined) continue
    const version = fields.get('version')
    const origin = originOf(fields, ecosystem)
    const common = { name: normalise(name, ecosystem), line }
    if (origin === 'workspace') continue
    if (origin === 'elsewhere')
      problems.push({ ...common, kind: 'elsewhere', message: `${name} comes from git or a URL` })
    else if (version === undefined)
      problems.push({ ...common, kind: 'unresolved', message: `${name} has no version` })
    else
      packages.push({
        ...common,
        ecosystem,
        version,
        scope: 'unknown',
        path: [],
        ...(origin === 'private' && { privateRegistry: true }),
        ...(hosts.length > 0 && { hosts: [...new Set(hosts)] }),
      })
  }
  return { packages, problems }
}

function tables(text: string): Table[] {
  const found: Table[] = []
  let table: Table | undefined
  let prefix = ''
  let hosts: string[] | undefined
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '')
    if (/^(?:<{7}|={7}|>{7})/.test(line)) throw new Error('a merge conflict is not resolved')
    if (isOddlyWritten(line, table !== undefined))
      throw new Error(`line ${index + 1} is not as its tool writes it`)
    if (/^\[\[package\]\]\s*$/.test(line)) {
      hosts = []
      table = { line: index + 1, fields: new Map(), hosts }
      prefix = ''
      found.push(table)
    } else if (/^\[package\.source\]\s*$/.test(line)) prefix = 'source.'
    else if (/^\[/.test(line)) {
      table = undefined
      if (!/^\[\[?package\.(?:sdist|wheels|files)\]/.test(line)) hosts = undefined
    } else if (table !== undefined) {
      const [, key, value] = /^(name|version|source|type|url|git|path)\s*=\s*(\S.*)$/.exec(line) ?? []
      if (key !== undefined && value !== undefined)
        table.fields.set(`${prefix}${key}`, value.trimEnd().replace(/^"|"$/g, ''))
    }
    for (const [, address] of line.matchAll(fileAddress)) hosts?.push(hostOf(address) ?? shown(address ?? ''))
  })
  if (found.length === 0 && !/^[ \t]*(?:version|lock-version|\[|#)/m.test(text))
    throw new Error('it is no lockfile of this format')
  return found
}

/** uv names the registry and each file in inline tables, poetry and pdm in tables or on lines of their own. */
const fileAddress = /(?<![\w-])["']?(?:url|registry)["']?\s*=\s*["'](https?:[^"']*)["']/gi

/** TOML that means the same and that no tool writes would be passed over: another spelling of a table, a key or a value. */
function isOddlyWritten(line: string, inPackage: boolean): boolean {
  if (/^\s*\[+\s*["']?package/.test(line)) return !/^\[\[?package(?:\.[^\s#]+)?\]\]?\s*$/.test(line)
  // In an array's lines stand texts and inline tables.
  const address = /(?:url|registry)["']?\s*=/.exec(line)
  if (address !== null && line.includes('\\', address.index)) return true
  if (/^\s+[\w-]+\s*=|^["']?package["']?\s*[.=]/.test(line)) return true
  if (!inPackage) return false
  if (/^["']/.test(line) || /^[\w-]+\s*\./.test(line)) return true
  const value = /^(?:name|version)\s*=\s*(\S.*)$/.exec(line)?.[1]?.trimEnd()
  return value !== undefined && !/^"[^"\\]*"$/.test(value)
}

type Origin = 'public' | 'private' | 'workspace' | 'elsewhere'

function originOf(fields: ReadonlyMap<string, string>, ecosystem: Ecosystem): Origin {
  const source = fields.get('source')
  if (ecosystem === rustEcosystem) {
    // A package without a source is a member of the workspace itself.
    if (source === undefined) return 'workspace'
    if (!/^(?:registry|sparse)\+/.test(source)) return 'elsewhere'
    return /^registry\+https:\/\/github\.com\/rust-lang\//.test(source) ? 'public' : 'private'
  }
  // uv writes an inline table, poetry a table of its own, pdm keys beside the name.
  const kind = fields.get('source.type') ?? /^\{\s*(\w+)/.exec(source ?? '')?.[1]
  if (/^(?:editable|virtual|directory|path)$/.test(kind ?? '')) return 'workspace'
  if (/^(?:git|url|file)$/.test(kind ?? '') || fields.has('git') || fields.has('url')) return 'elsewhere'
  if (fields.has('path')) return 'workspace'
  return kind === 'legacy' ? 'private' : 'public'
}

/** PEP 503: PyPI treats runs of `-`, `_` and `.` and case alike. */
export function normalise(name: string, ecosystem: Ecosystem): string {
  if (ecosystem === 'PyPI') return name.toLowerCase().replace(/[-_.]+/g, '-')
  return ecosystem === 'Packagist' ? name.toLowerCase() : name
}

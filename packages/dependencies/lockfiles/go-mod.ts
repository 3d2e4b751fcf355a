import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'
import { shown } from '../shown.ts'

interface Replacement {
  /** Undefined replaces every version. */
  readonly version: string | undefined
  readonly name: string
  readonly to: string | undefined
}

/** `go.mod`: since Go 1.17 it lists every module of the build, so no sum file or network is needed. */
export function parseGoMod(text: string): LockfileContent {
  const modules: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  const replacements = new Map<string, Replacement>()
  let block = ''
  let goVersion = '1.16'
  text.split('\n').forEach((raw, index) => {
    // Names may be quoted (https://go.dev/ref/mod#go-mod-file-lexical).
    const line = raw
      .replace(/\/\/(?!\s*indirect)[\s\S]*/, '')
      .replace(/["`]/g, '')
      .trim()
    const opened = /^(require|replace|exclude|retract|tool|godebug|ignore)\s*\($/.exec(line)?.[1]
    if (opened !== undefined) block = opened
    else if (line === ')') block = ''
    const [verb, rest] =
      block === '' ? [/^(\w+)\s/.exec(line)?.[1] ?? '', line.replace(/^\w+\s+/, '')] : [block, line]
    if (verb === 'go') goVersion = rest
    if (verb === 'replace') {
      const match = /^(\S+)(?:\s+v(\S+))?\s+=>\s+(\S+)(?:\s+v(\S+))?/.exec(rest)
      if (match?.[1] !== undefined && match[3] !== undefined)
        replacements.set(match[1], { version: match[2], name: match[3], to: match[4] })
    }
    const [, name, version, indirect] =
      verb === 'require' ? (/^(\S+)\s+v(\S+)(\s*\/\/\s*indirect)?/.exec(rest) ?? []) : []
    if (name === undefined || version === undefined) return
    const path = indirect === undefined ? [name] : []
    modules.push({ ecosystem: 'Go', name, version, line: index + 1, scope: 'runtime', path })
  })
  if (!/^module\s/m.test(text)) throw new Error('it names no module')
  if (modules.length > 0 && !listsEveryModule(goVersion)) {
    const message = 'go.mod before Go 1.17 leaves out what its modules require themselves'
    problems.push({ kind: 'unresolved', name: 'go.mod', line: 1, message })
  }
  const packages = modules.flatMap((module): LockedPackage[] => {
    const replacement = replacements.get(module.name)
    if (replacement === undefined) return [module]
    if (replacement.version !== undefined && replacement.version !== module.version) return [module]
    const { name, to } = replacement
    if (to !== undefined) return [{ ...module, name, version: to }]
    const message = `${module.name} is replaced by the folder ${shown(name)}`
    problems.push({ kind: 'folder', name: module.name, line: module.line, message })
    return []
  })
  return { packages, problems }
}

function listsEveryModule(goVersion: string): boolean {
  const [major = 0, minor = 0] = goVersion.split('.').map(Number)
  return major > 1 || minor >= 17
}

import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'

/** `go.mod`: since Go 1.17 it lists every module of the build, so no sum file or network is needed. */
export function parseGoMod(text: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  const replaced = new Map<string, string>()
  let block = ''
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\/\/(?!\s*indirect).*$/, '').trim()
    const opened = /^(require|replace|exclude|retract|tool|godebug)\s*\($/.exec(line)?.[1]
    if (opened !== undefined) block = opened
    else if (line === ')') block = ''
    const [verb, rest] =
      block === '' ? [/^(\w+)\s/.exec(line)?.[1] ?? '', line.replace(/^\w+\s+/, '')] : [block, line]
    if (verb === 'replace') {
      const replacement = /^(\S+)(?:\s+\S+)?\s+=>\s+(\S+)(?:\s+(v\S+))?/.exec(rest)
      if (replacement?.[1] !== undefined)
        replaced.set(replacement[1], `${replacement[2] ?? ''} ${replacement[3] ?? ''}`.trim())
    }
    const required = verb === 'require' ? /^(\S+)\s+v(\S+)(\s*\/\/\s*indirect)?/.exec(rest) : null
    if (required?.[1] === undefined || required[2] === undefined) return
    const path = required[3] === undefined ? [required[1]] : []
    packages.push({
      ecosystem: 'Go',
      name: required[1],
      version: required[2],
      line: index + 1,
      scope: 'runtime',
      path,
    })
  })
  const kept = packages.flatMap((module): LockedPackage[] => {
    const target = replaced.get(module.name)
    if (target === undefined) return [module]
    const [name, version] = target.split(' ')
    if (name === undefined || version === undefined || !version.startsWith('v')) {
      problems.push({ line: module.line, message: `${module.name} is replaced by ${target}` })
      return []
    }
    return [{ ...module, name, version: version.slice(1) }]
  })
  return { packages: kept, problems }
}

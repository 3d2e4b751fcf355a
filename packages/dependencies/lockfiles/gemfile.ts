import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'
import type { NamedRegistry } from '../registries.ts'
import { hostOf } from './origin.ts'

/** `Gemfile.lock`: specs stand at four spaces under `GEM`, their requirements at six. */
export function parseGemfileLock(text: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  const registries: NamedRegistry[] = []
  let section = ''
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '')
    if (/^(?:<{7}|={7}|>{7})/.test(line)) throw new Error('a merge conflict is not resolved')
    if (/^[A-Z]/.test(line)) section = line.trim()
    const remote = section === 'GEM' ? hostOf(/^ {2}remote: (\S+)/.exec(line)?.[1]) : undefined
    if (remote !== undefined) registries.push({ host: remote, line: index + 1 })
    const { name, version } = /^ {4}(?<name>[^\s(]+) \((?<version>[^)\s]+)\)$/.exec(line)?.groups ?? {}
    if (name === undefined || version === undefined) return
    const place = { name, line: index + 1 }
    // `1.15.4-x86_64-linux`: the platform is no part of the version.
    const plain = version.replace(/-(?:x86|x64|arm|aarch64|java|jruby|ruby|universal|mswin|mingw)[\s\S]*/, '')
    if (section === 'GEM')
      packages.push({ ...place, ecosystem: 'RubyGems', version: plain, scope: 'unknown', path: [] })
    else if (section === 'GIT')
      problems.push({ ...place, kind: 'elsewhere', message: `${name} comes from git` })
  })
  if (section === '') throw new Error('it is no lockfile of Bundler')
  return { packages, problems, registries }
}

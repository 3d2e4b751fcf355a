import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'
import { hostsOf } from './origin.ts'

/** `Gemfile.lock`: specs stand at four spaces under `GEM`, their requirements at six. */
export function parseGemfileLock(text: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  let section = ''
  let remotes: readonly string[] = []
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '')
    if (/^(?:<{7}|={7}|>{7})/.test(line)) throw new Error('a merge conflict is not resolved')
    if (/^[A-Z]/.test(line)) {
      section = line.trim()
      remotes = []
    }
    remotes = [...remotes, ...(hostsOf(/^ {2}remote: (\S+)/.exec(line)?.[1]) ?? [])]
    const { name, version } = /^ {4}(?<name>[^\s(]+) \((?<version>[^)\s]+)\)$/.exec(line)?.groups ?? {}
    if (name === undefined || version === undefined) return
    const place = { name, line: index + 1 }
    // `1.15.4-x86_64-linux`: the platform is no part of the version.
    const plain = version.replace(/-(?:x86|x64|arm|aarch64|java|jruby|ruby|universal|mswin|mingw)[\s\S]*/, '')
    if (section === 'GEM')
      packages.push({
        ...place,
        ecosystem: 'RubyGems',
        version: plain,
        scope: 'unknown',
        path: [],
        hosts: remotes,
      })
    else if (section === 'GIT')
      problems.push({ ...place, kind: 'elsewhere', message: `${name} comes from git` })
  })
  if (section === '') throw new Error('it is no lockfile of Bundler')
  return { packages, problems }
}

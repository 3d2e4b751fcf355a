import type { LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'

/** `Gemfile.lock`: specs stand at four spaces under `GEM`, their requirements at six. */
export function parseGemfileLock(text: string): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  let section = ''
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '')
    if (/^[A-Z]/.test(line)) section = line.trim()
    const spec = /^ {4}(?<name>[^\s(]+) \((?<version>[^)\s]+)\)$/.exec(line)
    const { name, version } = spec?.groups ?? {}
    if (name === undefined || version === undefined) return
    // `1.15.4-x86_64-linux`: the platform is no part of the version.
    const plain = version.replace(/-(?:x86|x64|arm|aarch64|java|ruby|universal|mswin|mingw).*$/, '')
    if (section === 'GEM')
      packages.push({
        ecosystem: 'RubyGems',
        name,
        version: plain,
        line: index + 1,
        scope: 'unknown',
        path: [],
      })
    else if (section === 'GIT') problems.push({ line: index + 1, message: `${name} comes from git` })
  })
  return { packages, problems }
}

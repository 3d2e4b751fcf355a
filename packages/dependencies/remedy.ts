import type { Vulnerability } from './snapshot.ts'

interface UpdateCommands {
  readonly lockfile: RegExp
  readonly direct: (name: string, version: string) => string
  /** For a package that others bring along. */
  readonly transitive: (name: string, version: string) => string
}

/** How each package manager moves one package of its lockfile. */
const commands: readonly UpdateCommands[] = [
  {
    lockfile: /(?:package-lock|npm-shrinkwrap)\.json$/,
    direct: (name, version) => `npm install ${name}@${version}`,
    transitive: (name) => `npm update ${name}`,
  },
  {
    lockfile: /pnpm-lock\.yaml$/,
    direct: (name, version) => `pnpm update ${name}@${version}`,
    transitive: (name) => `pnpm update --depth Infinity ${name}`,
  },
  {
    lockfile: /yarn\.lock$/,
    direct: (name, version) => `yarn upgrade ${name}@${version}, or yarn up ${name}@${version} since yarn 2`,
    transitive: (name) => `yarn upgrade ${name}, or yarn up -R ${name} since yarn 2`,
  },
  {
    lockfile: /bun\.lock$/,
    direct: (name, version) => `bun add ${name}@${version}`,
    transitive: (name) => `bun update ${name}`,
  },
  {
    lockfile: /Cargo\.lock$/,
    direct: (name, version) => `cargo update -p ${name} --precise ${version}`,
    transitive: (name, version) => `cargo update -p ${name} --precise ${version}`,
  },
  {
    lockfile: /go\.mod$/,
    direct: (name, version) => `go get ${name}@v${version}`,
    transitive: (name, version) => `go get ${name}@v${version}`,
  },
  {
    lockfile: /poetry\.lock$/,
    direct: (name, version) => `poetry add ${name}@^${version}`,
    transitive: (name) => `poetry update ${name}`,
  },
  {
    lockfile: /uv\.lock$/,
    direct: (name, version) => `uv lock --upgrade-package ${name}==${version}`,
    transitive: (name, version) => `uv lock --upgrade-package ${name}==${version}`,
  },
  {
    lockfile: /Gemfile\.lock$/,
    direct: (name) => `bundle update --conservative ${name}`,
    transitive: (name) => `bundle update --conservative ${name}`,
  },
  {
    lockfile: /composer\.lock$/,
    direct: (name) => `composer update ${name}`,
    transitive: (name) => `composer update ${name} --with-all-dependencies`,
  },
]

/** What to do about a vulnerable or malicious package version, as one sentence. */
export function remedyOf(one: Vulnerability): string {
  const { name, path } = one.package
  if (one.malicious) return `Remove ${name} now, and rotate every credential of machines that installed it.`
  if (one.fixed === undefined)
    return `No fixed version is known: replace ${name}, or except ${one.ids[0] ?? 'it'} in the policy with a reason and an end.`
  const [root] = path
  const direct = path.length === 0 || root === name
  const command = commands.find(({ lockfile }) => lockfile.test(one.manifest))
  const how = command?.[direct ? 'direct' : 'transitive'](name, one.fixed)
  const otherwise =
    direct || root === undefined ? '' : `; if that does not reach it, update ${root} or override ${name}`
  return `Update ${name} to ${one.fixed}${how === undefined ? '' : `: ${how}`}${otherwise}.`
}

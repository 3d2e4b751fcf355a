import type { Vulnerability } from './snapshot.ts'

interface UpdateCommands {
  readonly lockfile: RegExp
  /** For a package that the project asks for itself. Where two generations of a tool share a lockfile's name, one for each. */
  readonly direct: (name: string, version: string) => readonly string[]
  /** For a package that others bring along. */
  readonly transitive: (name: string, version: string) => readonly string[]
}

/** How each package manager moves one package of its lockfile. */
const commands: readonly UpdateCommands[] = [
  {
    lockfile: /(?:package-lock|npm-shrinkwrap)\.json$/,
    direct: (name, version) => [`npm install ${name}@${version}`],
    transitive: (name) => [`npm update ${name}`],
  },
  {
    lockfile: /pnpm-lock\.yaml$/,
    direct: (name, version) => [`pnpm update ${name}@${version}`],
    transitive: (name) => [`pnpm update --depth Infinity ${name}`],
  },
  {
    lockfile: /yarn\.lock$/,
    direct: (name, version) => [`yarn upgrade ${name}@${version}`, `yarn up ${name}@${version}`],
    transitive: (name) => [`yarn upgrade ${name}`, `yarn up -R ${name}`],
  },
  {
    lockfile: /bun\.lock$/,
    direct: (name, version) => [`bun add ${name}@${version}`],
    transitive: (name) => [`bun update ${name}`],
  },
  {
    lockfile: /Cargo\.lock$/,
    direct: (name, version) => [`cargo update -p ${name} --precise ${version}`],
    transitive: (name, version) => [`cargo update -p ${name} --precise ${version}`],
  },
  {
    lockfile: /go\.mod$/,
    direct: (name, version) => [`go get ${name}@v${version}`],
    transitive: (name, version) => [`go get ${name}@v${version}`],
  },
  {
    lockfile: /poetry\.lock$/,
    direct: (name, version) => [`poetry add ${name}@^${version}`],
    transitive: (name) => [`poetry update ${name}`],
  },
  {
    lockfile: /uv\.lock$/,
    direct: (name, version) => [`uv lock --upgrade-package ${name}==${version}`],
    transitive: (name, version) => [`uv lock --upgrade-package ${name}==${version}`],
  },
  {
    lockfile: /Gemfile\.lock$/,
    direct: (name) => [`bundle update --conservative ${name}`],
    transitive: (name) => [`bundle update --conservative ${name}`],
  },
  {
    lockfile: /composer\.lock$/,
    direct: (name) => [`composer update ${name}`],
    transitive: (name) => [`composer update ${name} --with-all-dependencies`],
  },
]

/** What to do about a vulnerable or malicious package version. */
export interface Remedy {
  readonly what: string
  /** Any one of them. */
  readonly commands: readonly string[]
  /** What to do where the commands do not reach it. */
  readonly otherwise: string | undefined
}

export function findRemedy(one: Vulnerability): Remedy {
  const { name, path } = one.package
  const only = (what: string): Remedy => ({ what, commands: [], otherwise: undefined })
  if (one.malicious)
    return only(`Remove ${name} now, and rotate every credential of machines that installed it`)
  if (one.fixed === undefined)
    return only(
      `No fixed version is known: replace ${name}, or except ${one.ids[0] ?? 'it'} in the policy with a reason and an end`,
    )
  const [root] = path
  const direct = root === undefined || root === name
  const tool = commands.find(({ lockfile }) => lockfile.test(one.manifest))
  return {
    what: `Update ${name} to ${one.fixed}`,
    commands: tool?.[direct ? 'direct' : 'transitive'](name, one.fixed) ?? [],
    otherwise: direct ? undefined : `if that does not reach it, update ${root} or override ${name}`,
  }
}

/** The same as one sentence. */
export function remedyOf(one: Vulnerability): string {
  const { what, commands: tools, otherwise } = findRemedy(one)
  const how = tools.length === 0 ? '' : `: ${tools.join(' or ')}`
  return `${what}${how}${otherwise === undefined ? '' : `; ${otherwise}`}.`
}

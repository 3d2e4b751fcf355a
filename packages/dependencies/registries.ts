import { hostOf } from './lockfiles/origin.ts'
import type { Ecosystem } from './package.ts'

/** What the addresses of the public registries end in. Modules of Go and packages of Composer come from where they are written. */
const publicDomains: Readonly<Record<Ecosystem, readonly string[]>> = {
  npm: ['npmjs.org', 'yarnpkg.com'],
  PyPI: ['pypi.org', 'pythonhosted.org'],
  RubyGems: ['rubygems.org'],
  'crates.io': ['crates.io'],
  Go: [],
  // Packagist itself holds no packages: they come from where their authors keep them.
  Packagist: ['packagist.org', 'github.com', 'gitlab.com', 'bitbucket.org'],
}

const everyDomain = Object.values(publicDomains).flat()

/** Whether a host is the public registry's, whose packages an advisory source speaks of. */
export function isPublicRegistry(host: string, ecosystem?: Ecosystem): boolean {
  const domains = ecosystem === undefined ? everyDomain : publicDomains[ecosystem]
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}

/** A registry that a file names, by its host. */
export interface NamedRegistry {
  readonly host: string
  /** 1-based. */
  readonly line: number
}

/** Files that say where packages come from: those of npm, yarn, bun and pip. */
export const clientConfiguration =
  /(?:^|\/)(?:\.npmrc|\.yarnrc|\.yarnrc\.yml|bunfig\.toml|pip\.conf|pip\.ini|uv\.toml)$/

/** The registries that a client's configuration names. */
export function namedRegistries(text: string): NamedRegistry[] {
  return text.split('\n').flatMap((line, index) =>
    /^\s*[#;]/.test(line)
      ? []
      : [...line.matchAll(/https?:\/\/[^\s"',}]+/gi)].flatMap(([address]) => {
          const host = hostOf(address)
          return host === undefined ? [] : [{ host, line: index + 1 }]
        }),
  )
}

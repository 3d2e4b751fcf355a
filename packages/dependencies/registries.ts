import { hostOf } from './lockfiles/origin.ts'

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

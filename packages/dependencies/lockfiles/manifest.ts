import { z } from 'zod'

const requirements = z.record(z.string(), z.unknown()).nullish().catch(undefined)
const globs = z.array(z.string())
const shape = z.object({
  name: z.string().optional().catch(undefined),
  version: z.string().optional().catch(undefined),
  workspaces: z
    .union([globs, z.object({ packages: globs })])
    .optional()
    .catch(undefined),
  dependencies: requirements,
  devDependencies: requirements,
  optionalDependencies: requirements,
})

/** What a `package.json` asks for, by package name and range. */
export interface Manifest {
  readonly name: string | undefined
  readonly version: string | undefined
  /** Globs of the workspace's members, where this is its root. */
  readonly workspaces: readonly string[]
  readonly dependencies: ReadonlyMap<string, string>
  readonly devDependencies: ReadonlyMap<string, string>
  readonly optionalDependencies: ReadonlyMap<string, string>
}

/** Reads a `package.json`; undefined when it is no JSON object. */
export function parseManifest(text: string): Manifest | undefined {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
  const parsed = shape.safeParse(value)
  if (!parsed.success) return undefined
  const { name, version, workspaces, dependencies, devDependencies, optionalDependencies } = parsed.data
  return {
    name,
    version,
    workspaces: Array.isArray(workspaces) ? workspaces : (workspaces?.packages ?? []),
    dependencies: ranges(dependencies),
    devDependencies: ranges(devDependencies),
    optionalDependencies: ranges(optionalDependencies),
  }
}

function ranges(value: Readonly<Record<string, unknown>> | null | undefined): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(value ?? {}).flatMap(([name, range]): [string, string][] =>
      typeof range === 'string' ? [[name, range]] : [],
    ),
  )
}

/** The registry's package that a requirement means: `npm:real@1` is `real`; undefined for git, URLs, folders and workspaces. */
export function requiredPackage(name: string, range: string): string | undefined {
  const alias = /^npm:(?<real>(?:@[^/@]+\/)?[^/@]+)(?:@.*)?$/.exec(range)?.groups?.['real']
  if (alias !== undefined && !/^[\d^~*<>=v]/.test(alias)) return alias
  if (/^(?:npm|catalog):/.test(range)) return name
  return /[/:]/.test(range) ? undefined : name
}

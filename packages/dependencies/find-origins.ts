import { introducedPackages } from './committed-packages.ts'
import type { Ecosystem, LockedPackage } from './package.ts'
import type { Lockfiles } from './read-lockfiles.ts'
import type { NamedRegistry } from './registries.ts'
import type { ProblemIn } from './snapshot.ts'

/** Every host that a side takes packages from, by its lockfiles and its clients' configuration. */
export function registryHosts({ files, configured }: Lockfiles): ReadonlySet<string> {
  const hosts = (named: readonly NamedRegistry[] = []) => named.map(({ host }) => host)
  return new Set([
    ...[...configured.values()].flatMap(hosts),
    ...[...files.values()].flatMap(({ packages, registries }) => [
      ...packages.flatMap(({ hosts: own }) => own ?? []),
      ...hosts(registries),
    ]),
  ])
}

/**
 * Where the base names no host for an ecosystem, its first lockfile has to say which registry it is: the one that more than half of
 * the ecosystem's packages come from.
 */
export function firstRegistries(head: Lockfiles, base: Lockfiles): ReadonlySet<string> {
  const settled = new Set(
    packagesOf(base).flatMap(({ ecosystem, hosts }) => (hosts === undefined ? [] : [ecosystem])),
  )
  const all = new Map<Ecosystem, number>()
  const named = new Map<string, { readonly ecosystem: Ecosystem; readonly host: string; count: number }>()
  for (const { ecosystem, hosts } of packagesOf(head)) {
    all.set(ecosystem, (all.get(ecosystem) ?? 0) + 1)
    for (const host of hosts ?? []) {
      const entry = named.get(`${ecosystem} ${host}`) ?? { ecosystem, host, count: 0 }
      entry.count++
      named.set(`${ecosystem} ${host}`, entry)
    }
  }
  const most = [...named.values()].filter(
    ({ ecosystem, count }) => !settled.has(ecosystem) && count * 2 > (all.get(ecosystem) ?? 0),
  )
  return new Set(most.map(({ host }) => host))
}

function packagesOf({ files }: Lockfiles): LockedPackage[] {
  return [...files.values()].flatMap(({ packages }) => packages)
}

/** Composer's registry holds no packages: they come from where their authors keep them. */
const authorsOwn: Partial<Record<Ecosystem, readonly string[]>> = {
  Packagist: ['github.com', 'api.github.com', 'codeload.github.com', 'gitlab.com', 'bitbucket.org'],
}

/**
 * What a side takes from hosts that nobody vouches for: a package's name and version say nothing about what another server
 * gives for them.
 */
export function findUnknownOrigins(side: Lockfiles, trusted: ReadonlySet<string>): ProblemIn[] {
  const isKnown = (host: string, ecosystem?: Ecosystem) =>
    trusted.has(host) || (ecosystem !== undefined && authorsOwn[ecosystem]?.includes(host) === true)
  const named = (path: string, registries: readonly NamedRegistry[] = []) =>
    registries
      .filter(({ host }) => !isKnown(host))
      .map(({ host, line }): ProblemIn => {
        const message = `it takes packages from ${host}, which is no registry that the base names`
        return { path, problem: { kind: 'elsewhere', name: host, message, line } }
      })
  return [
    ...[...side.configured].flatMap(([path, registries]) => named(path, registries)),
    ...[...side.files].flatMap(([path, { packages, registries }]) => [
      ...named(path, registries),
      ...packages.flatMap(({ ecosystem, name, version, hosts: own, line }): ProblemIn[] => {
        const host = own?.find((one) => !isKnown(one, ecosystem))
        if (host === undefined) return []
        const message = `${name} ${version} comes from ${host}, which is no registry that the base names`
        return [{ path, problem: { kind: 'elsewhere', name, message, line } }]
      }),
    ]),
  ]
}

/** Packages that the change commits instead of installing them. */
export function findCommitted(head: Lockfiles, base: Lockfiles): ProblemIn[] {
  const pinned = new Set([...head.files.values()].flatMap(({ packages }) => packages.map(({ name }) => name)))
  return introducedPackages(head.committed, base.committed, pinned)
}

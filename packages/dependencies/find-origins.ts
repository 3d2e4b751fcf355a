import { introducedPackages } from './committed-packages.ts'
import type { LockedPackage } from './package.ts'
import type { Lockfiles } from './read-lockfiles.ts'
import { isPublicRegistry, type NamedRegistry } from './registries.ts'
import type { ProblemIn } from './snapshot.ts'

/** Every host that a side takes packages from, by its lockfiles and its clients' configuration. */
export function registryHosts({ files, configured }: Lockfiles): ReadonlySet<string> {
  const hosts = (named: readonly NamedRegistry[] = []) => named.map(({ host }) => host)
  return new Set([
    ...[...configured.values()].flatMap(hosts),
    ...[...files.values()].flatMap(({ packages, registries }) => [
      ...packages.flatMap(({ host }) => host ?? []),
      ...hosts(registries),
    ]),
  ])
}

/**
 * What a side takes from hosts that nobody vouches for: a package's name and version say nothing about what another server
 * gives for them.
 */
export function findUnknownOrigins(side: Lockfiles, trusted: ReadonlySet<string>): ProblemIn[] {
  const isKnown = (host: string, ecosystem?: LockedPackage['ecosystem']) =>
    trusted.has(host) || isPublicRegistry(host, ecosystem)
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
      ...packages.flatMap(({ ecosystem, name, version, host, line }): ProblemIn[] => {
        if (host === undefined || isKnown(host, ecosystem)) return []
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

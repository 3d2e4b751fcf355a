import type { Range } from '@operator/git'
import { findCommitted, findUnknownOrigins, firstRegistries, registryHosts } from './find-origins.ts'
import { findVulnerabilities, indexAdvisories } from './find-vulnerabilities.ts'
import { canaries, unknownCanary } from './osv/canary.ts'
import { type OsvAnswer, type PackageQuery, queryOsv } from './osv/client.ts'
import type { LockedPackage } from './package.ts'
import type { DependenciesPolicy } from './policy.ts'
import { isPrivate } from './private-packages.ts'
import { type Lockfiles, noLockfiles, readLockfiles } from './read-lockfiles.ts'
import type { DependenciesSnapshot, ProblemIn, Side } from './snapshot.ts'

/**
 * Reads the lockfiles of both ends and asks about the union of their packages once, so that both are judged by the same
 * advisories: one that was published a minute ago is nobody's fault.
 */
export async function collectDependencies(
  range: Range,
  policy: DependenciesPolicy,
): Promise<DependenciesSnapshot> {
  const head = await readLockfiles(range.repository, range.head, policy.ignore)
  const base =
    range.base === null ? noLockfiles : await readLockfiles(range.repository, range.base, policy.ignore)
  const trusted = range.base === null ? head : base
  const secrecy = divide(packagesOf(head, base), policy.private, trusted, head)
  const queries = distinctQueries(secrecy.public)
  const answer = await ask(policy, queries)
  const index = indexAdvisories(answer.kind === 'answered' ? answer.records : [])
  const first = firstRegistries(head, trusted)
  const hosts = new Set([...registryHosts(trusted), ...first, ...policy.registries])
  const side = (lockfiles: Lockfiles, more: readonly ProblemIn[] = []): Side => ({
    vulnerabilities: findVulnerabilities(lockfiles, index),
    problems: [
      ...[...lockfiles.files].flatMap(([path, file]) => file.problems.map((problem) => ({ path, problem }))),
      ...findUnknownOrigins(lockfiles, hosts),
      ...more,
      // What the policy calls its own needs no advisory.
    ].filter(({ problem }) => problem.kind !== 'elsewhere' || !isPrivate(problem.name, policy.private, none)),
  })
  const known = new Set(base.unread.map(({ path, mark }) => `${path}\0${mark}`))
  const unread = head.unread.map(({ path, reason, mark }) => ({
    path,
    reason,
    changed: !known.has(`${path}\0${mark}`),
  }))
  return {
    head: side(head, range.base === null ? [] : findCommitted(head, base)),
    base: side(base),
    lockfiles: [...head.files].map(([path, file]) => ({ path, packages: file.packages.length })),
    unread,
    full: range.base === null,
    changed: range.base === null || unread.some((one) => one.changed) || oidsOf(head) !== oidsOf(base),
    ignored: head.ignored,
    firstRegistries: [...first],
    private: { count: secrecy.private.length, undeclared: secrecy.undeclared },
    source: {
      url: policy.source,
      answered: answer.kind === 'answered',
      detail: answer.kind === 'answered' ? `${answer.records.length} advisories` : answer.message,
      queries: answer.kind === 'answered' ? queries.length : 0,
    },
  }
}

const none: ReadonlySet<string> = new Set()

/** What the lockfiles of a side hold, as one text. */
function oidsOf({ files }: Lockfiles): string {
  return [...files]
    .map(([path, { oid }]) => `${path} ${oid}`)
    .sort()
    .join('\n')
}

function packagesOf(...sides: readonly Lockfiles[]): LockedPackage[] {
  return sides.flatMap((side) => [...side.files.values()].flatMap((file) => file.packages))
}

/**
 * Names of private packages never leave the machine. What says that a package is private comes from the base, as every
 * rule does; where only the change says so, the package is not asked about either, and that is said.
 */
function divide(
  packages: readonly LockedPackage[],
  globs: readonly string[],
  trusted: Lockfiles,
  head: Lockfiles,
): { readonly public: LockedPackage[]; readonly private: string[]; readonly undeclared: string[] } {
  const registries = new Set(
    packagesOf(trusted)
      .filter((one) => one.privateRegistry)
      .map((one) => one.name),
  )
  const declared = (one: LockedPackage) =>
    registries.has(one.name) || isPrivate(one.name, globs, trusted.privateScopes)
  const claimed = (one: LockedPackage) =>
    one.privateRegistry === true || isPrivate(one.name, [], head.privateScopes)
  const namesOf = (chosen: (one: LockedPackage) => boolean) => [
    ...new Set(packages.filter(chosen).map((one) => one.name)),
  ]
  return {
    public: packages.filter((one) => !declared(one) && !claimed(one)),
    private: namesOf(declared),
    undeclared: namesOf((one) => !declared(one) && claimed(one)),
  }
}

function distinctQueries(packages: readonly LockedPackage[]): PackageQuery[] {
  const distinct = new Map(
    packages.map(({ ecosystem, name, version }) => [
      `${ecosystem} ${name} ${version}`,
      { ecosystem, name, version },
    ]),
  )
  return [...distinct.values()]
}

async function ask(policy: DependenciesPolicy, queries: readonly PackageQuery[]): Promise<OsvAnswer> {
  if (queries.length === 0) return { kind: 'answered', records: [] }
  const probes = canaries(queries)
  const source = policy.source.replace(/(?<!\/)\/+$/, '')
  const answer = await queryOsv(source, [...queries, ...probes], policy.timeout)
  if (answer.kind === 'unavailable') return answer
  const missed = unknownCanary(probes, answer.records)
  if (missed === undefined) return answer
  const message = `it does not know that ${missed.name} ${missed.version} (${missed.ecosystem}) is vulnerable, so it has no advisories for ${missed.ecosystem}`
  return { kind: 'unavailable', message }
}

import type { Range } from '@operator/git'
import { findAffected, fixedVersion } from './osv/affects.ts'
import { type OsvAnswer, type PackageQuery, queryOsv } from './osv/client.ts'
import type { OsvRecord } from './osv/record.ts'
import { isMalicious, severityOf } from './osv/severity.ts'
import type { LockedPackage } from './package.ts'
import type { DependenciesPolicy } from './policy.ts'
import { type Lockfiles, readLockfiles } from './read-lockfiles.ts'
import type { DependenciesSnapshot, Vulnerability } from './snapshot.ts'
import { versionOrder } from './versions/index.ts'

const none: Lockfiles = { files: new Map(), unread: [] }

/** A version that every OSV server knows to be vulnerable: its absence from the answer means that the source is not one. */
const canary: PackageQuery = { ecosystem: 'npm', name: 'lodash', version: '4.17.0' }

/**
 * Reads the lockfiles of both ends and asks about the union of their packages once, so that both are judged by the same
 * advisories: one that was published a minute ago is nobody's fault.
 */
export async function collectDependencies(
  range: Range,
  policy: DependenciesPolicy,
): Promise<DependenciesSnapshot> {
  const head = await readLockfiles(range.repository, range.head)
  const base = range.base === null ? none : await readLockfiles(range.repository, range.base)
  const packages = [...packagesOf(head), ...packagesOf(base)].filter(
    (one) => !policy.private.includes(one.name),
  )
  const evaluable = packages.filter((one) => versionOrder(one.ecosystem) !== undefined)
  const answer = await ask(policy, evaluable)
  const records = answer.kind === 'answered' ? answer.records : []
  const byPackage = indexRecords(records)
  const unchanged = (path: string, oid: string) =>
    base.files.get(path)?.oid === oid || base.unread.some((one) => one.path === path && one.oid === oid)
  return {
    head: findVulnerabilities(head, byPackage),
    base: findVulnerabilities(base, byPackage),
    lockfiles: [...head.files].map(([path, file]) => ({ path, packages: file.packages.length })),
    unread: head.unread.map(({ path, reason, oid }) => ({ path, reason, changed: !unchanged(path, oid) })),
    problems: [...head.files].flatMap(([path, file]) => file.problems.map((problem) => ({ path, problem }))),
    unevaluated: packages.length - evaluable.length,
    source: {
      url: policy.source,
      answered: answer.kind === 'answered',
      detail: answer.kind === 'answered' ? `${answer.records.length} advisories` : answer.message,
      queries: answer.kind === 'answered' ? answer.queries : 0,
    },
  }
}

function packagesOf(lockfiles: Lockfiles): LockedPackage[] {
  return [...lockfiles.files.values()].flatMap((file) => file.packages)
}

async function ask(policy: DependenciesPolicy, packages: readonly LockedPackage[]): Promise<OsvAnswer> {
  const unique = new Map(
    packages.map(({ ecosystem, name, version }) => [
      `${ecosystem} ${name} ${version}`,
      { ecosystem, name, version },
    ]),
  )
  if (unique.size === 0) return { kind: 'answered', records: [], queries: 0 }
  const answer = await queryOsv(
    policy.source.replace(/\/+$/, ''),
    [...unique.values(), canary],
    policy.timeout,
  )
  if (answer.kind === 'unavailable') return answer
  const alive = answer.records.some((record) =>
    record.affected?.some((affected) => affected.package?.name === canary.name),
  )
  return alive
    ? answer
    : {
        kind: 'unavailable',
        message: `the source does not know that ${canary.name} ${canary.version} is vulnerable`,
      }
}

function indexRecords(records: readonly OsvRecord[]): Map<string, OsvRecord[]> {
  const index = new Map<string, OsvRecord[]>()
  for (const record of records) {
    for (const name of new Set(record.affected?.flatMap((affected) => affected.package?.name ?? []))) {
      index.set(name, [...(index.get(name) ?? []), record])
    }
  }
  return index
}

/** The source only says where to look: whether a version is affected is evaluated here. */
function findVulnerabilities(
  lockfiles: Lockfiles,
  index: ReadonlyMap<string, readonly OsvRecord[]>,
): Vulnerability[] {
  const found: Vulnerability[] = []
  for (const [manifest, { packages }] of lockfiles.files) {
    for (const one of packages) {
      const compare = versionOrder(one.ecosystem)
      if (compare === undefined) continue
      const groups = new Map<string, Vulnerability>()
      for (const record of index.get(one.name) ?? []) {
        const affected = findAffected(record, one.ecosystem, one.name, one.version, compare)
        if (affected === undefined) continue
        const { level, score } = severityOf(record, affected)
        const fixed = fixedVersion(affected, one.version, compare)
        const ids = sortIds([record.id, ...(record.aliases ?? [])])
        const known = [...groups.values()].find((other) => other.ids.some((id) => ids.includes(id)))
        // One flaw under several names is one finding; the first of the group wins, GitHub's before others.
        if (known !== undefined && !(record.id.startsWith('GHSA-') && !known.ids[0]?.startsWith('GHSA-')))
          continue
        if (known !== undefined) groups.delete(known.ids[0] ?? '')
        groups.set(ids[0] ?? record.id, {
          ids,
          summary: (record.summary ?? record.details ?? '').slice(0, 300),
          severity: level,
          ...(score !== undefined && { score }),
          malicious: isMalicious(record),
          ...(fixed !== undefined && { fixed }),
          manifest,
          package: one,
        })
      }
      found.push(...groups.values())
    }
  }
  return found
}

function sortIds(ids: readonly string[]): string[] {
  const rank = (id: string) => ['MAL-', 'GHSA-', 'CVE-'].findIndex((prefix) => id.startsWith(prefix))
  const order = (id: string) => (rank(id) < 0 ? 9 : rank(id))
  return [...new Set(ids)].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1))
}

import { normalise } from './lockfiles/package-tables.ts'
import { findAffected, fixedVersions } from './osv/affects.ts'
import { groupByAlias, sortIds } from './osv/aliases.ts'
import type { OsvAffected, OsvRecord } from './osv/record.ts'
import { isMalicious, moreSevere, severityOf } from './osv/severity.ts'
import type { LockedPackage, Scope } from './package.ts'
import type { Lockfiles } from './read-lockfiles.ts'
import type { Vulnerability } from './snapshot.ts'
import { type CompareVersions, versionOrder } from './versions/index.ts'

/** Advisories by the packages that they speak of. */
export type AdvisoryIndex = ReadonlyMap<string, readonly OsvRecord[]>

export function indexAdvisories(records: readonly OsvRecord[]): AdvisoryIndex {
  const index = new Map<string, OsvRecord[]>()
  for (const record of records) {
    const names = new Set(
      record.affected?.flatMap(({ package: one }) => {
        const parsed = one?.ecosystem.split(':', 1)[0]
        if (one === undefined || parsed === undefined) return []
        const name = parsed === 'PyPI' || parsed === 'Packagist' ? normalise(one.name, parsed) : one.name
        return [`${parsed} ${name}`]
      }),
    )
    for (const name of names) index.set(name, [...(index.get(name) ?? []), record])
  }
  return index
}

/** The source only says where to look: whether a version is affected is evaluated here. */
export function findVulnerabilities(lockfiles: Lockfiles, index: AdvisoryIndex): Vulnerability[] {
  return [...lockfiles.files].flatMap(([manifest, { packages }]) =>
    distinctVersions(packages).flatMap((one) => {
      const records = index.get(`${one.ecosystem} ${one.name}`) ?? []
      return vulnerabilitiesOf(one, records).map((found) => ({ ...found, manifest, package: one }))
    }),
  )
}

const scopeOrder: readonly Scope[] = ['runtime', 'optional', 'unknown', 'development']

/** A version that stands in a lockfile several times is one: with the widest scope and the shortest path. */
function distinctVersions(packages: readonly LockedPackage[]): LockedPackage[] {
  const distinct = new Map<string, LockedPackage>()
  for (const one of packages) {
    const key = `${one.ecosystem} ${one.name} ${one.version}`
    const known = distinct.get(key)
    if (known === undefined || comesBefore(one, known)) distinct.set(key, one)
  }
  return [...distinct.values()]
}

function comesBefore(a: LockedPackage, b: LockedPackage): boolean {
  const scopes = scopeOrder.indexOf(a.scope) - scopeOrder.indexOf(b.scope)
  return scopes < 0 || (scopes === 0 && a.path.length > 0 && a.path.length < b.path.length)
}

interface Hit {
  readonly record: OsvRecord
  readonly affected: OsvAffected
}

/** One flaw under several names is one finding, as severe as the worst of them. */
function vulnerabilitiesOf(
  one: LockedPackage,
  records: readonly OsvRecord[],
): Omit<Vulnerability, 'manifest' | 'package'>[] {
  const compare = versionOrder(one.ecosystem)
  const hits = records.flatMap((record): Hit[] => {
    const affected = findAffected(record, one, compare)
    return affected === undefined ? [] : [{ record, affected }]
  })
  const fixed = fixFor(one, hits, records, compare)
  return groupByAlias(hits, ({ record }) => [record.id, ...(record.aliases ?? [])]).map((group) => {
    const ids = sortIds(group.flatMap(({ record }) => [record.id, ...(record.aliases ?? [])]))
    const severity = group.map((hit) => severityOf(hit.record, hit.affected)).reduce(moreSevere)
    const best = group.find(({ record }) => record.id === ids[0]) ?? group[0]
    const text = best?.record.summary || best?.record.details || ''
    const hasFix = group.some((hit) => fixedVersions(hit.affected, one.version, compare).length > 0)
    return {
      ids,
      summary: text.split('\n')[0]?.slice(0, 300) ?? '',
      severity: severity.level,
      ...(severity.score !== undefined && { score: severity.score }),
      malicious: group.some(({ record }) => isMalicious(record)),
      ...(hasFix && fixed !== undefined && { fixed }),
    }
  })
}

/** The smallest version that any of the advisories names as fixed and that none of them affects. */
function fixFor(
  one: LockedPackage,
  hits: readonly Hit[],
  records: readonly OsvRecord[],
  compare: CompareVersions,
): string | undefined {
  return hits
    .flatMap((hit) => fixedVersions(hit.affected, one.version, compare))
    .sort(compare)
    .find((version) => records.every((record) => !findAffected(record, { ...one, version }, compare)))
}

import { normalise } from '../lockfiles/package-tables.ts'
import type { CompareVersions } from '../versions/index.ts'
import type { PackageQuery } from './client.ts'
import type { OsvAffected, OsvRange, OsvRecord } from './record.ts'

/** OSV's evaluation algorithm (osv-schema, "Evaluation"): the block of the record that makes this version vulnerable. */
export function findAffected(
  record: OsvRecord,
  { ecosystem, name, version }: PackageQuery,
  compare: CompareVersions,
): OsvAffected | undefined {
  if (record.withdrawn) return undefined
  return record.affected?.find(
    (affected) =>
      affected.package !== undefined &&
      // `Debian:12` and its like carry a release behind the colon.
      affected.package.ecosystem.split(':', 1)[0] === ecosystem &&
      normalise(affected.package.name, ecosystem) === name &&
      ((affected.versions?.some((listed) => compare(listed, version) === 0) ?? false) ||
        (affected.ranges?.some((range) => inRange(range, version, compare)) ?? false)),
  )
}

interface Bound {
  readonly kind: 'introduced' | 'last_affected' | 'fixed'
  readonly version: string
}

/** At equal versions events apply in this order, as OSV's server sorts them. */
const tie: Readonly<Record<Bound['kind'], number>> = { introduced: 0, last_affected: 1, fixed: 2 }

function inRange(range: OsvRange, version: string, compare: CompareVersions): boolean {
  if (range.type === 'GIT') return false
  const limits = range.events.flatMap((event) => (event.limit === undefined ? [] : [event.limit]))
  if (limits.length > 0 && !limits.some((limit) => limit === '*' || compare(version, limit) < 0)) return false
  const order: CompareVersions = (a, b) => (a === b ? 0 : a === '0' ? -1 : b === '0' ? 1 : compare(a, b))
  const bounds = range.events
    .flatMap(boundsOf)
    .sort((a, b) => order(a.version, b.version) || tie[a.kind] - tie[b.kind])
  let vulnerable = false
  for (const bound of bounds) {
    const position = bound.version === '0' ? -1 : order(bound.version, version)
    if (bound.kind === 'introduced' && position <= 0) vulnerable = true
    else if (bound.kind === 'fixed' && position <= 0) vulnerable = false
    else if (bound.kind === 'last_affected' && position < 0) vulnerable = false
  }
  return vulnerable
}

function boundsOf(event: OsvRange['events'][number]): Bound[] {
  return (['introduced', 'last_affected', 'fixed'] as const).flatMap((kind) => {
    const version = event[kind]
    return version === undefined ? [] : [{ kind, version }]
  })
}

/** The versions above this one that the block's ranges name as fixed, smallest first. */
export function fixedVersions(affected: OsvAffected, version: string, compare: CompareVersions): string[] {
  return (affected.ranges ?? [])
    .filter((range) => range.type !== 'GIT')
    .flatMap((range) => range.events.flatMap((event) => (event.fixed === undefined ? [] : [event.fixed])))
    .filter((fix) => compare(fix, version) > 0)
    .sort(compare)
}

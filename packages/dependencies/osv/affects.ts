import type { Ecosystem } from '../package.ts'
import type { CompareVersions } from '../versions/index.ts'
import type { OsvAffected, OsvRange, OsvRecord } from './record.ts'

/** OSV's evaluation algorithm (osv-schema, "Evaluation"): the block of the record that makes this version vulnerable. */
export function findAffected(
  record: OsvRecord,
  ecosystem: Ecosystem,
  name: string,
  version: string,
  compare: CompareVersions,
): OsvAffected | undefined {
  if (record.withdrawn) return undefined
  return record.affected?.find(
    (affected) =>
      affected.package !== undefined &&
      affected.package.name === name &&
      // `Debian:12` and its like carry a release behind the colon.
      affected.package.ecosystem.split(':', 1)[0] === ecosystem &&
      ((affected.versions?.some((listed) => compare(listed, version) === 0) ?? false) ||
        (affected.ranges?.some((range) => inRange(range, version, compare)) ?? false)),
  )
}

type Bound = { readonly kind: 'introduced' | 'last_affected' | 'fixed'; readonly version: string }

/** At equal versions events apply in this order, as OSV's server sorts them. */
const tie: Readonly<Record<Bound['kind'], number>> = { introduced: 0, last_affected: 1, fixed: 2 }

function inRange(range: OsvRange, version: string, compare: CompareVersions): boolean {
  if (range.type === 'GIT') return false
  const limits = range.events.flatMap((event) => (event.limit === undefined ? [] : [event.limit]))
  if (limits.length > 0 && !limits.some((limit) => limit === '*' || compare(version, limit) < 0)) return false
  const order: CompareVersions = (a, b) => (a === b ? 0 : a === '0' ? -1 : b === '0' ? 1 : compare(a, b))
  const bounds = range.events
    .flatMap((event): Bound[] => [
      ...(event.introduced === undefined ? [] : [{ kind: 'introduced' as const, version: event.introduced }]),
      ...(event.last_affected === undefined
        ? []
        : [{ kind: 'last_affected' as const, version: event.last_affected }]),
      ...(event.fixed === undefined ? [] : [{ kind: 'fixed' as const, version: event.fixed }]),
    ])
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

/** The smallest version above this one that a range of the block names as fixed. */
export function fixedVersion(
  affected: OsvAffected,
  version: string,
  compare: CompareVersions,
): string | undefined {
  const fixes = (affected.ranges ?? [])
    .filter((range) => range.type !== 'GIT')
    .flatMap((range) => range.events.flatMap((event) => (event.fixed === undefined ? [] : [event.fixed])))
    .filter((fix) => compare(fix, version) > 0)
    .sort(compare)
  return fixes[0]
}

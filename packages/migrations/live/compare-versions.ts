import { compareNumeric } from '../tools/tool.ts'
import type { VersionState } from './read-versions.ts'
import { versionTables } from './version-tables/index.ts'
import type { VersionRow } from './version-tables/version-table.ts'

/** A migration of the repository, by what its tool stores of it. */
export interface KnownVersion {
  readonly key: string
  readonly path: string
}

export interface VersionComparison {
  /** All of the repository's, in the tool's order. */
  readonly known: readonly KnownVersion[]
  readonly applied: readonly KnownVersion[]
  /** Not applied yet, in the tool's order. */
  readonly pending: readonly KnownVersion[]
  /** Pending ones that stand before an applied one. */
  readonly gaps: readonly KnownVersion[]
  /** Applied, and not in the repository. */
  readonly unknown: readonly VersionRow[]
}

/** Joins what the tool wrote down with the repository's migrations, which are in the tool's order. */
export function compareVersions(
  state: Extract<VersionState, { kind: 'read' }>,
  known: readonly KnownVersion[],
): VersionComparison {
  const done = state.rows.filter((row) => row.state === 'applied' || state.keeps === 'newest')
  const keys = new Set(known.map(({ key }) => normalise(key)))
  const isOurs = versionTables.find(({ tools }) => tools.includes(state.tool))?.isOurs ?? (() => true)
  const unknown = done.filter(({ key }) => !keys.has(normalise(key)) && isOurs(key, [...keys]))
  const isApplied = state.keeps === 'newest' ? upTo(done, known) : among(done)
  const applied = known.filter(isApplied)
  const pending = known.filter((version) => !isApplied(version))
  const last = known.findLastIndex(isApplied)
  return {
    known,
    applied,
    pending,
    gaps: pending.filter((version) => known.indexOf(version) < last),
    unknown,
  }
}

function among(rows: readonly VersionRow[]): (version: KnownVersion) => boolean {
  const keys = new Set(rows.map(({ key }) => normalise(key)))
  return ({ key }) => keys.has(normalise(key))
}

function upTo(
  rows: readonly VersionRow[],
  known: readonly KnownVersion[],
): (version: KnownVersion) => boolean {
  const found = rows.map((row) => known.findIndex(({ key }) => normalise(key) === normalise(row.key)))
  const at = Math.max(-1, ...found)
  if (at >= 0) return (version) => known.indexOf(version) <= at
  // A version that the repository lacks still says how far the database is, where versions are numbers.
  const newest = rows.map(({ key }) => normalise(key)).find((key) => /^\d+$/.test(key))
  return ({ key }) => newest !== undefined && compareNumeric(normalise(key), newest) <= 0
}

function normalise(key: string): string {
  return /^\d+$/.test(key) ? key.replace(/^0+(?=\d)/, '') : key
}

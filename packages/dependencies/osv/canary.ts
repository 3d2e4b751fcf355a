import { type Ecosystem, rustEcosystem } from '../package.ts'
import { versionOrder } from '../versions/index.ts'
import { findAffected } from './affects.ts'
import type { PackageQuery } from './client.ts'
import type { OsvRecord } from './record.ts'

/**
 * A version of each ecosystem that has been known to be vulnerable for years. A source that does not know it is none for
 * that ecosystem: an empty mirror, a server that ignores names, a proxy that answers `{}` to everything.
 */
const known: Readonly<Record<Ecosystem, Omit<PackageQuery, 'ecosystem'>>> = {
  npm: { name: 'lodash', version: '4.17.0' },
  PyPI: { name: 'django', version: '2.0' },
  Go: { name: 'golang.org/x/text', version: '0.3.0' },
  RubyGems: { name: 'rack', version: '1.6.0' },
  Packagist: { name: 'guzzlehttp/guzzle', version: '6.0.0' },
  [rustEcosystem]: { name: 'smallvec', version: '0.6.6' },
}

/** The canary queries for the ecosystems of some packages. */
export function canaries(queries: readonly PackageQuery[]): PackageQuery[] {
  return [...new Set(queries.map((query) => query.ecosystem))].map((ecosystem) => ({
    ecosystem,
    ...known[ecosystem],
  }))
}

/** The first canary that the records do not make vulnerable; undefined when the source knows them all. */
export function unknownCanary(
  asked: readonly PackageQuery[],
  records: readonly OsvRecord[],
): PackageQuery | undefined {
  return asked.find(({ ecosystem, name, version }) =>
    records.every(
      (record) => findAffected(record, { ecosystem, name, version }, versionOrder(ecosystem)) === undefined,
    ),
  )
}

import { type OsvRecord, rustEcosystem } from '@operator/dependencies'

/** The advisories by which a client can tell that a source is alive: one old flaw in each ecosystem. */
export const wellKnownAdvisories: readonly OsvRecord[] = [
  advisory('GHSA-jf85-cpcp-j695', {
    aliases: ['CVE-2019-10744'],
    summary: 'Prototype Pollution in lodash',
    affected: [range('npm', 'lodash', '0', '4.17.12')],
    database_specific: { severity: 'CRITICAL' },
  }),
  advisory('PYSEC-2019-16', {
    summary: 'Django password reset poisoning',
    affected: [range('PyPI', 'django', '2.0', '2.2.9')],
  }),
  advisory('GO-2021-0113', { affected: [range('Go', 'golang.org/x/text', '0', '0.3.7')] }),
  advisory('GHSA-rgr4-9jh5-j4j6', {
    aliases: ['CVE-2015-3225'],
    affected: [range('RubyGems', 'rack', '1.6.0', '1.6.2')],
    database_specific: { severity: 'HIGH' },
  }),
  advisory('GHSA-m6ch-gg5f-wxx3', {
    affected: [range('Packagist', 'guzzlehttp/guzzle', '6', '6.2.1')],
    database_specific: { severity: 'HIGH' },
  }),
  advisory('RUSTSEC-2019-0009', { affected: [range(rustEcosystem, 'smallvec', '0.6.5', '0.6.10')] }),
]

/** An advisory in OSV's format. */
export function advisory(id: string, fields: Omit<OsvRecord, 'id'>): OsvRecord {
  return { id, modified: '2026-01-01T00:00:00Z', ...fields }
}

/** An affected block: vulnerable from `introduced` on, up to but without `fixed`. */
export function range(
  ecosystem: string,
  name: string,
  introduced: string,
  fixed?: string,
): NonNullable<NonNullable<OsvRecord['affected']>[number]> {
  const events = [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])]
  return { package: { ecosystem, name }, ranges: [{ type: 'SEMVER', events }] }
}

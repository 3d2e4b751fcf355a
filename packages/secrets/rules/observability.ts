import { hexCrc32 } from '../checksum.ts'
import { prefixed } from '../prefixed.ts'
import { prefixedTable, scanningPatterns } from '../prefixed-table.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'

/** Monitoring, error tracking and feature flags. */
export const observabilityRules: readonly SecretRule[] = [
  ...prefixedTable([
    ['newrelic-user-key', 'New Relic', 'NRAK-', 'upper', 27, 'https://one.newrelic.com/api-keys'],
    ['newrelic-insert-key', 'New Relic', 'NRII-', 'base64url', 32, 'https://one.newrelic.com/api-keys'],
    [
      'sentry-auth-token',
      'Sentry',
      'sntryu_',
      'hex',
      64,
      'https://sentry.io/settings/account/api/auth-tokens/',
    ],
  ]),
  prefixed({
    id: 'dynatrace-token',
    provider: 'Dynatrace',
    prefix: 'dt0c01.',
    alphabet: 'base32',
    length: 24,
    body: '[A-Z2-7]{24}\\.[A-Z2-7]{64}',
    rotate:
      'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients',
    source: scanningPatterns,
    sample: (random) =>
      `dt0c01.${random.string(alphabets.base32, 24)}.${random.string(alphabets.base32, 64)}`,
  }),
  prefixed({
    id: 'grafana-service-account-token',
    provider: 'Grafana',
    prefix: 'glsa_',
    alphabet: 'base62',
    length: 41,
    body: '[A-Za-z0-9]{32}_[0-9a-f]{8}',
    checksum: (token) => {
      const littleEndian = Buffer.from(hexCrc32(token.slice(0, 37)), 'hex')
        .reverse()
        .toString('hex')
      return littleEndian === token.slice(-8)
    },
    rotate: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
    source: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
    sample: (random) => {
      const body = `glsa_${random.string(alphabets.base62, 32)}`
      return `${body}_${Buffer.from(hexCrc32(body), 'hex').reverse().toString('hex')}`
    },
  }),
  prefixed({
    id: 'launchdarkly-access-token',
    provider: 'LaunchDarkly',
    prefix: ['api-', 'sdk-'],
    alphabet: 'hex',
    length: 36,
    body: '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}',
    tier: 'likely',
    rotate: 'https://app.launchdarkly.com/settings/authorization',
    source: scanningPatterns,
    sample: (random) => {
      const hex = (length: number) => random.string(alphabets.hex, length)
      return `sdk-${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
    },
  }),
]

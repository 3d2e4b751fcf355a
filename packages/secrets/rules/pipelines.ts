import { hexCrc32 } from '../checksum.ts'
import { prefixed } from '../prefixed.ts'
import { prefixedTable } from '../prefixed-table.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'

/** What builds, deploys and holds the secrets of both. */
export const pipelineRules: readonly SecretRule[] = [
  ...prefixedTable([
    ['pulumi-access-token', 'Pulumi', 'pul-', 'hex', 40, 'https://app.pulumi.com/account/tokens'],
    [
      'hashicorp-vault-token',
      'HashiCorp Vault',
      ['hvs.', 'hvb.', 'hvr.'],
      'base64url',
      [24, 300],
      'https://developer.hashicorp.com/vault/docs/commands/token/revoke',
    ],
    [
      'doppler-token',
      'Doppler',
      ['dp.pt.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
      'base62',
      [40, 44],
      'https://docs.doppler.com/reference/token-formats',
    ],
    [
      'tailscale-key',
      'Tailscale',
      ['tskey-api-', 'tskey-auth-', 'tskey-client-', 'tskey-scim-', 'tskey-webhook-'],
      'base64url',
      [30, 60],
      'https://login.tailscale.com/admin/settings/keys',
    ],
    [
      'buildkite-token',
      'Buildkite',
      ['bkua_', 'bkaj_', 'bkat_'],
      'base62',
      [40, 60],
      'https://buildkite.com/user/api-access-tokens',
    ],
    [
      'circleci-token',
      'CircleCI',
      ['CCIPAT_', 'CCIPRJ_'],
      'base64url',
      [60, 70],
      'https://app.circleci.com/settings/user/tokens',
    ],
    [
      'sonarqube-token',
      'SonarQube',
      ['sqp_', 'squ_', 'sqa_'],
      'hex',
      40,
      'https://sonarcloud.io/account/security',
    ],
    ['prefect-api-key', 'Prefect', ['pnu_', 'pnb_'], 'base62', 36, 'https://app.prefect.cloud/my/api-keys'],
    ['apify-token', 'Apify', 'apify_api_', 'base62', 36, 'https://console.apify.com/settings/integrations'],
    ['val-town-token', 'Val Town', 'vtwn_', 'base62', 32, 'https://www.val.town/settings/api'],
    [
      'deno-deploy-token',
      'Deno Deploy',
      ['ddp_', 'ddw_'],
      'base62',
      36,
      'https://dash.deno.com/account#access-tokens',
    ],
  ]),
  prefixed({
    id: 'zuplo-api-key',
    provider: 'Zuplo',
    prefix: 'zpka_',
    alphabet: 'base62',
    length: 41,
    body: '[0-9a-z]{32}_[0-9a-f]{8}',
    checksum: (token) => hexCrc32(token.slice(5, 37)) === token.slice(-8),
    rotate: 'https://portal.zuplo.com',
    source: 'https://zuplo.com/docs/articles/api-key-leak-detection',
    sample: (random) => {
      const body = random.string(alphabets.lower, 32)
      return `zpka_${body}_${hexCrc32(body)}`
    },
  }),
]

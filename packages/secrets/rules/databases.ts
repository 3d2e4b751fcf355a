import { prefixedTable } from '../prefixed-table.ts'
import type { SecretRule } from '../rule.ts'

/** Databases and what keeps data. */
export const databaseRules: readonly SecretRule[] = [
  ...prefixedTable([
    [
      'databricks-token',
      'Databricks',
      'dapi',
      'hex',
      32,
      'https://docs.databricks.com/en/dev-tools/auth/pat.html',
    ],
    [
      'planetscale-token',
      'PlanetScale',
      ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'],
      'base64url',
      [32, 64],
      'https://app.planetscale.com',
    ],
    [
      'supabase-token',
      'Supabase',
      ['sbp_', 'sbp_oauth_'],
      'hex',
      40,
      'https://supabase.com/dashboard/account/tokens',
    ],
    [
      'supabase-secret-key',
      'Supabase',
      'sb_secret_',
      'base64url',
      [31, 45],
      'https://supabase.com/docs/guides/api/api-keys',
    ],
    ['neon-api-key', 'Neon', 'napi_', 'lower', 64, 'https://console.neon.tech/app/settings/api-keys'],
    ['pinecone-api-key', 'Pinecone', 'pcsk_', 'base64url', [60, 75], 'https://app.pinecone.io'],
  ]),
]

import { hexCrc32 } from '../checksum.ts'
import { type PrefixedToken, prefixed } from '../prefixed.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'

const scanningPatterns =
  'https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns'

type Row = readonly [
  id: string,
  provider: string,
  prefix: string | readonly string[],
  alphabet: PrefixedToken['alphabet'],
  length: PrefixedToken['length'],
  rotate: string,
]

/** Providers whose tokens are a prefix of their own and a random body, without a public checksum. */
const rows: readonly Row[] = [
  [
    'stripe-secret-key',
    'Stripe',
    ['sk_live_', 'rk_live_', 'sk_org_live_'],
    'base62',
    [24, 247],
    'https://dashboard.stripe.com/apikeys',
  ],
  ['stripe-webhook-secret', 'Stripe', 'whsec_', 'base64', [32, 64], 'https://dashboard.stripe.com/webhooks'],
  [
    'square-access-token',
    'Square',
    ['sq0atp-', 'EAAAE', 'EAAAl'],
    'base64url',
    [22, 60],
    'https://developer.squareup.com/apps',
  ],
  ['square-oauth-secret', 'Square', 'sq0csp-', 'base64url', 43, 'https://developer.squareup.com/apps'],
  [
    'shopify-access-token',
    'Shopify',
    ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
    'hex',
    32,
    'https://shopify.dev/docs/apps/build/authentication-authorization/client-secrets/rotate-revoke-client-credentials',
  ],
  [
    'flutterwave-secret-key',
    'Flutterwave',
    'FLWSECK-',
    'hex',
    32,
    'https://developer.flutterwave.com/docs/authentication',
  ],
  ['razorpay-key', 'Razorpay', 'rzp_live_', 'base62', 14, 'https://dashboard.razorpay.com/app/keys'],
  [
    'easypost-api-key',
    'EasyPost',
    ['EZAK', 'EZTK'],
    'base62',
    54,
    'https://www.easypost.com/account/api-keys',
  ],
  [
    'huggingface-token',
    'Hugging Face',
    ['hf_', 'api_org_'],
    'base62',
    34,
    'https://huggingface.co/settings/tokens',
  ],
  ['groq-api-key', 'Groq', 'gsk_', 'base62', 52, 'https://console.groq.com/keys'],
  ['xai-api-key', 'xAI', 'xai-', 'base62', 80, 'https://console.x.ai'],
  ['perplexity-api-key', 'Perplexity', 'pplx-', 'base62', 48, 'https://www.perplexity.ai/settings/api'],
  ['openrouter-api-key', 'OpenRouter', 'sk-or-v1-', 'hex', 64, 'https://openrouter.ai/keys'],
  ['replicate-api-token', 'Replicate', 'r8_', 'base62', 37, 'https://replicate.com/account/api-tokens'],
  [
    'langsmith-api-key',
    'LangSmith',
    ['lsv2_pt_', 'lsv2_sk_'],
    'hex',
    32,
    'https://smith.langchain.com/settings',
  ],
  ['tavily-api-key', 'Tavily', 'tvly-', 'base62', [32, 40], 'https://app.tavily.com'],
  ['slack-app-token', 'Slack', 'xapp-1-', 'base64url', [40, 140], 'https://api.slack.com/apps'],
  [
    'sendinblue-api-key',
    'Brevo',
    ['xkeysib-', 'xsmtpsib-'],
    'base64url',
    [80, 85],
    'https://app.brevo.com/settings/keys/api',
  ],
  ['mailersend-token', 'MailerSend', 'mlsn.', 'hex', 64, 'https://app.mailersend.com/api-tokens'],
  ['resend-api-key', 'Resend', 're_', 'base64url', [32, 33], 'https://resend.com/api-keys'],
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
    'linear-api-key',
    'Linear',
    ['lin_api_', 'lin_oauth_'],
    'base62',
    40,
    'https://linear.app/settings/account/security',
  ],
  ['notion-token', 'Notion', 'ntn_', 'base62', 46, 'https://www.notion.so/profile/integrations'],
  [
    'figma-token',
    'Figma',
    'figd_',
    'base64url',
    [40, 46],
    'https://www.figma.com/developers/api#access-tokens',
  ],
  [
    'contentful-token',
    'Contentful',
    'CFPAT-',
    'base64url',
    43,
    'https://www.contentful.com/help/personal-access-tokens/',
  ],
  [
    'typeform-token',
    'Typeform',
    'tfp_',
    'base64url',
    [40, 70],
    'https://admin.typeform.com/account#/section/tokens',
  ],
  ['readme-api-key', 'ReadMe', 'rdme_', 'lower', 70, 'https://docs.readme.com/main/reference/authentication'],
  ['prefect-api-key', 'Prefect', ['pnu_', 'pnb_'], 'base62', 36, 'https://app.prefect.cloud/my/api-keys'],
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
  ['adafruit-io-key', 'Adafruit IO', 'aio_', 'base62', 28, 'https://io.adafruit.com'],
  ['frameio-token', 'Frame.io', 'fio-u-', 'base64url', 64, 'https://developer.frame.io'],
  ['duffel-token', 'Duffel', ['duffel_live_', 'duffel_test_'], 'base64url', 43, 'https://app.duffel.com'],
  [
    'dynatrace-token',
    'Dynatrace',
    'dt0c01.',
    'base32',
    24,
    'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients',
  ],
  [
    'onfido-token',
    'Onfido',
    ['api_live.', 'api_live_us.', 'api_live_ca.'],
    'base64url',
    [30, 50],
    'https://documentation.onfido.com',
  ],
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
]

/** Fixed shapes within the body, which a plain alphabet and length cannot say. */
const bodies: Readonly<Record<string, string>> = {
  'dynatrace-token': '[A-Z2-7]{24}\\.[A-Z2-7]{64}',
  'langsmith-api-key': '[0-9a-f]{32}_[0-9a-f]{10}',
}

const samples: Readonly<Record<string, NonNullable<PrefixedToken['sample']>>> = {
  'dynatrace-token': (random) =>
    `dt0c01.${random.string(alphabets.base32, 24)}.${random.string(alphabets.base32, 64)}`,
  'langsmith-api-key': (random) =>
    `lsv2_pt_${random.string(alphabets.hex, 32)}_${random.string(alphabets.hex, 10)}`,
}

const plainRules = rows.map(([id, provider, prefix, alphabet, length, rotate]) => {
  const body = bodies[id]
  const sample = samples[id]
  return prefixed({
    id,
    provider,
    prefix,
    alphabet,
    length,
    rotate,
    source: scanningPatterns,
    ...(body !== undefined && { body }),
    ...(sample !== undefined && { sample }),
  })
})

const launchDarkly = prefixed({
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
})

const zuplo = prefixed({
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
})

const atlassian = prefixed({
  id: 'atlassian-api-token',
  provider: 'Atlassian',
  prefix: ['ATATT3', 'ATCTT3', 'ATBB'],
  alphabet: 'base64url',
  length: 192,
  body: '[A-Za-z0-9_=-]{20,240}[0-9A-F]{8}',
  checksum: (token) => hexCrc32(token.slice(0, -8)).toUpperCase() === token.slice(-8),
  rotate: 'https://id.atlassian.com/manage-profile/security/api-tokens',
  source: 'https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/',
  sample: (random) => {
    const body = `ATATT3${random.string(alphabets.base64url, 178)}=`
    return `${body}${hexCrc32(body).toUpperCase()}`
  },
})

const grafana = prefixed({
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
})

export const serviceRules: readonly SecretRule[] = [...plainRules, launchDarkly, zuplo, atlassian, grafana]

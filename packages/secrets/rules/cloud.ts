import { base62Crc32, hexCrc32 } from '../checksum.ts'
import { isPlaceholder } from '../placeholder.ts'
import { prefixed } from '../prefixed.ts'
import { alphabets } from '../random.ts'
import { entropy } from '../randomness.ts'
import type { SecretRule } from '../rule.ts'

const aws = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'
const cloudflare = 'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/'

export const cloudRules: readonly SecretRule[] = [
  {
    id: 'aws-access-key-id',
    provider: 'AWS',
    keywords: ['akia', 'asia', 'abia', 'acca'],
    pattern: /(?<![A-Za-z0-9+/=_])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9+/=_])/g,
    reach: { before: 1, after: 17 },
    judge: (secret) =>
      /EXAMPLE|XXXX/.test(secret) || entropy(secret.slice(4)) < 2.5 ? 'placeholder' : 'strong',
    rotate: aws,
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes',
    sample: (random) => `AKIA${random.string(alphabets.base32, 16)}`,
  },
  {
    id: 'aws-secret-access-key',
    provider: 'AWS',
    keywords: [
      'secret_access_key',
      'secretaccesskey',
      'secret-access-key',
      'aws_secret',
      'awssecret',
      'secret_key',
      'secretkey',
    ],
    pattern:
      /(?:secret_?-?access_?-?key|aws_?-?secret(?:_?-?key)?|secret_?-?key)(?:_id)?["'`]?\s{0,20}(?::=|=>|[:=]|,)\s{0,20}["'`]?(?<secret>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/gi,
    reach: { before: 20, after: 110 },
    judge: (secret) => {
      if (isPlaceholder(secret) || /^[0-9a-f]{40}$/.test(secret)) return 'placeholder'
      return entropy(secret) >= 4.2 ? 'strong' : 'placeholder'
    },
    rotate: aws,
    source: aws,
    sample: (random) => `aws_secret_access_key = ${random.string(alphabets.base64, 40)}`,
  },
  prefixed({
    id: 'aws-bedrock-api-key',
    provider: 'AWS Bedrock',
    prefix: 'ABSK',
    alphabet: 'base64',
    length: [109, 269],
    rotate: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
  }),
  prefixed({
    id: 'google-api-key',
    provider: 'Google Cloud',
    prefix: 'AIza',
    alphabet: 'base64url',
    length: 35,
    rotate: 'https://console.cloud.google.com/apis/credentials',
    source: 'https://cloud.google.com/docs/authentication/api-keys',
  }),
  prefixed({
    id: 'google-oauth-client-secret',
    provider: 'Google Cloud',
    prefix: 'GOCSPX-',
    alphabet: 'base64url',
    length: 28,
    rotate: 'https://console.cloud.google.com/apis/credentials',
    source: 'https://developers.google.com/identity/protocols/oauth2',
  }),
  {
    id: 'azure-storage-account-key',
    provider: 'Azure',
    keywords: ['accountkey'],
    pattern: /AccountKey["'`]?\s{0,5}[=:]\s{0,5}["'`]?(?<secret>[A-Za-z0-9+/]{86}==)/gi,
    reach: { before: 1, after: 110 },
    judge: (secret) => (isPlaceholder(secret) || isAzuriteKey(secret) ? 'placeholder' : 'strong'),
    rotate: 'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string',
    sample: (random) => `DefaultEndpointsProtocol=https;AccountKey=${random.string(alphabets.base64, 85)}A==`,
  },
  {
    id: 'azure-client-secret',
    provider: 'Microsoft Entra ID',
    keywords: ['q~'],
    pattern: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/g,
    reach: { before: 6, after: 40 },
    judge: (secret) => (isPlaceholder(secret) || entropy(secret) < 3.5 ? 'placeholder' : 'strong'),
    rotate: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    source: 'https://learn.microsoft.com/purview/sit-defn-azure-ad-client-secret',
    sample: (random) => `${random.string(alphabets.base62, 3)}8Q~${random.string(alphabets.base62, 31)}`,
  },
  prefixed({
    id: 'digitalocean-token',
    provider: 'DigitalOcean',
    prefix: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    alphabet: 'hex',
    length: 64,
    rotate: 'https://cloud.digitalocean.com/account/api/tokens',
    source: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
  }),
  prefixed({
    id: 'heroku-api-key',
    provider: 'Heroku',
    prefix: 'HRKU-',
    alphabet: 'base64url',
    length: [36, 60],
    rotate: 'https://dashboard.heroku.com/account/applications',
    source: 'https://devcenter.heroku.com/changelog-items/2842',
  }),
  prefixed({
    id: 'fly-access-token',
    provider: 'Fly.io',
    prefix: ['fm1r_', 'fm1a_', 'fm2_', 'fo1_'],
    alphabet: 'base64',
    length: [43, 600],
    rotate: 'https://fly.io/docs/security/tokens/',
    source: 'https://fly.io/docs/security/tokens/',
  }),
  prefixed({
    id: 'cloudflare-api-token',
    provider: 'Cloudflare',
    prefix: ['cfk_', 'cfut_', 'cfat_'],
    alphabet: 'base62',
    length: 48,
    checksum: (token) => {
      const body = token.slice(token.indexOf('_') + 1)
      return hexCrc32(body.slice(0, 40)) === body.slice(40)
    },
    rotate: 'https://dash.cloudflare.com/profile/api-tokens',
    source: cloudflare,
    sample: (random) => {
      const body = random.string(alphabets.base62, 40)
      return `cfut_${body}${hexCrc32(body)}`
    },
  }),
  prefixed({
    id: 'vercel-token',
    provider: 'Vercel',
    prefix: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
    alphabet: 'base62',
    length: 56,
    checksum: (token) => base62Crc32(token.slice(4, -6), 6) === token.slice(-6),
    rotate: 'https://vercel.com/account/settings/tokens',
    source: 'https://vercel.com/changelog/new-token-formats-and-secret-scanning',
    sample: (random) => {
      const body = random.string(alphabets.base62, 50)
      return `vcp_${body}${base62Crc32(body, 6)}`
    },
  }),
  prefixed({
    id: 'netlify-token',
    provider: 'Netlify',
    prefix: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'],
    alphabet: 'base62',
    length: 36,
    rotate: 'https://app.netlify.com/user/applications',
    source: 'https://docs.netlify.com/api/get-started/',
  }),
  prefixed({
    id: 'render-api-key',
    provider: 'Render',
    prefix: 'rnd_',
    alphabet: 'base62',
    length: 32,
    rotate: 'https://dashboard.render.com/u/settings#api-keys',
    source: 'https://render.com/docs/api',
  }),
  prefixed({
    id: 'alibaba-access-key-id',
    provider: 'Alibaba Cloud',
    prefix: 'LTAI',
    alphabet: 'base62',
    length: [17, 21],
    rotate: 'https://ram.console.aliyun.com/manage/ak',
    source: 'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
  }),
]

/** The storage emulator's key is published on purpose (Azurite's documentation). */
function isAzuriteKey(secret: string): boolean {
  return secret.startsWith('Eby8vdM02xNO')
}

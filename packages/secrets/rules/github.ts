import { base62Crc32 } from '../checksum.ts'
import { prefixed } from '../prefixed.ts'
import { alphabets, type Random } from '../random.ts'
import type { SecretRule } from '../rule.ts'

const rotate = 'https://github.com/settings/tokens'
const source =
  'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/'

/** The last six of the 36 characters are the CRC-32 of the thirty before them. */
function hasChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1)
  return base62Crc32(body.slice(0, -6), 6) === body.slice(-6)
}

function sample(prefix: string): (random: Random) => string {
  return (random) => {
    const body = random.string(alphabets.base62, 30)
    return `${prefix}${body}${base62Crc32(body, 6)}`
  }
}

function classic(id: string, prefix: string): SecretRule {
  return prefixed({
    id,
    provider: 'GitHub',
    prefix,
    alphabet: 'base62',
    length: 36,
    checksum: hasChecksum,
    rotate,
    source,
    sample: sample(prefix),
  })
}

/** Base64url of a JSON object, as a JWT's first two parts are. */
function jsonPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

export const githubRules: readonly SecretRule[] = [
  classic('github-personal-access-token', 'ghp_'),
  classic('github-oauth-token', 'gho_'),
  classic('github-user-to-server-token', 'ghu_'),
  classic('github-server-to-server-token', 'ghs_'),
  classic('github-refresh-token', 'ghr_'),
  prefixed({
    id: 'github-fine-grained-token',
    provider: 'GitHub',
    prefix: 'github_pat_',
    alphabet: 'base62',
    length: 82,
    body: '[0-9A-Za-z]{22}_[0-9A-Za-z]{59}',
    rotate: 'https://github.com/settings/personal-access-tokens',
    source,
    sample: (random) =>
      `github_pat_${random.string(alphabets.base62, 22)}_${random.string(alphabets.base62, 59)}`,
  }),
  prefixed({
    id: 'github-installation-token',
    provider: 'GitHub',
    prefix: 'ghs_',
    alphabet: 'base64url',
    length: 520,
    body: '\\d{1,12}_eyJ[A-Za-z0-9_-]{10,600}\\.eyJ[A-Za-z0-9_-]{10,1200}\\.[A-Za-z0-9_-]{20,700}',
    rotate,
    source:
      'https://github.blog/changelog/2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens/',
    sample: (random) =>
      `ghs_${random.string('123456789', 6)}_${jsonPart({ alg: 'RS256', typ: 'JWT' })}.${jsonPart({ iss: 'github', jti: random.string(alphabets.base62, 20) })}.${random.string(alphabets.base64url, 86)}`,
  }),
]

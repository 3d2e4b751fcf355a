import { hexCrc32 } from '../checksum.ts'
import { prefixed } from '../prefixed.ts'
import { prefixedTable } from '../prefixed-table.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'

/** Where people plan, write, draw and ask. */
export const workplaceRules: readonly SecretRule[] = [
  ...prefixedTable([
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
    [
      'readme-api-key',
      'ReadMe',
      'rdme_',
      'lower',
      70,
      'https://docs.readme.com/main/reference/authentication',
    ],
    ['frameio-token', 'Frame.io', 'fio-u-', 'base64url', 64, 'https://developer.frame.io'],
    ['adafruit-io-key', 'Adafruit IO', 'aio_', 'base62', 28, 'https://io.adafruit.com'],
  ]),
  prefixed({
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
  }),
]

import { describe, expect, test } from '@jest/globals'
import { isPlaceholder, isReference } from './placeholder.ts'
import { alphabets, seededRandom } from './random.ts'
import { looksRandom } from './randomness.ts'
import { scanContent } from './scan.ts'

const tiers = (path: string, text: string) => scanContent(path, Buffer.from(text)).map((match) => match.tier)

describe('a value behind a key', () => {
  test.each([
    ['src/config.js', 'const a = { "password": "Admin_123" }'],
    ['config/app.php', "$dbpasswd = 'hunter22x';"],
    ['app.properties', 'spring.datasource.password=S3cret!pw'],
    ['config.toml', 'db_password = "tr0ub4dor"'],
    ['deploy.sh', 'export MAIL_PASSWORD=Mailpass1234!'],
  ])('%s: %s', (path, text) => {
    expect(tiers(path, text)).toEqual(['likely'])
  })

  test.each([
    ['src/form.ts', 'const messages = { password: "Required!" }'],
    ['src/form.ts', 'password: "must have 8 characters"'],
    ['src/a.ts', "const TOKEN_STRINGS = '[A-Za-z0-9._~+/-]+=*'"],
    ['src/a.ts', 'const secret = await vault.read("secret/data/app1")'],
    ['src/a.ts', 'password: user.password1'],
    ['locales/en.json', '{"password": "Passwort123"}'],
    ['compose.yml', 'POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}'],
    ['a.yml', 'password_file: /run/secrets/db-password1'],
    ['src/a.ts', 'tokenId: "3654a746-35d4-4321-ac61-0bdcff2b4055"'],
  ])('quiet in %s: %s', (path, text) => {
    expect(tiers(path, text)).toEqual([])
  })

  test('in a test it is worth a note', () => {
    expect(tiers('src/a.test.js', 'const a = { "password": "Admin_123" }')).toEqual(['placeholder'])
  })
})

test('a private key in a test was made for it: a warning; anywhere else it stops the change', () => {
  const key = seededKey()
  expect(tiers('src/tls/server.key', key)).toEqual(['proven'])
  expect(tiers('src/test_keys.rs', key)).toEqual(['likely'])
  expect(tiers('tests/fixtures/server.key', key)).toEqual(['likely'])
})

/** A number of the right size, in the right wrapping: an Ed25519 key that no one has. */
function seededKey(): string {
  const bytes = Buffer.from(seededRandom(4).string(alphabets.hex, 64), 'hex')
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), bytes])
  const label = ['PRIVATE', 'KEY'].join(' ')
  return `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`
}

test.each([
  '<your-token>',
  '${TOKEN}',
  '$TOKEN',
  '{{ token }}',
  '%TOKEN%',
  'process.env.TOKEN',
  'op://vault/item',
])('%s is a name, not a value', (value) => {
  expect(isReference(value)).toBe(true)
})

test.each(['$2b$12$abc', 'abc$def', 'a<b'])('%s is a value', (value) => {
  expect(isReference(value)).toBe(false)
})

test.each(['xxxxxxxxxxxx', 'your_api_key', 'abcdefghijkl', 'aaaabbbbaaaabbbb', 'CHANGEME', 'zyxwvutsrqpo'])(
  '%s is a placeholder',
  (value) => {
    expect(isPlaceholder(value)).toBe(true)
  },
)

describe('looksRandom', () => {
  test.each([
    ['base62', 24, 0.9],
    ['base64', 32, 0.9],
    ['hex', 32, 0.99],
    ['lower', 32, 0.8],
  ] as const)('most of what is drawn at random from %s, %i long, does', (alphabet, length, share) => {
    const seeds = Array.from({ length: 500 }, (_, seed) => seed + 1)
    const random = seeds.filter((seed) => looksRandom(seededRandom(seed).string(alphabets[alphabet], length)))
    expect(random.length / seeds.length).toBeGreaterThan(share)
  })

  test.each([
    'getUserAuthenticationToken',
    'src/components/forms/password',
    'x-api-key-header-name',
    'aaaaaaaaaaaaaaaa',
  ])('%s does not', (text) => {
    expect(looksRandom(text)).toBe(false)
  })
})

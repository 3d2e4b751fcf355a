import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { inflate } from './decode.ts'
import { alphabets, seededRandom } from './random.ts'
import { githubRules } from './rules/github.ts'
import { scanContent, scanText } from './scan.ts'

const [classic] = githubRules
const token = (seed: number) => classic?.sample(seededRandom(seed)) ?? ''
const password = (seed: number) => `${seededRandom(seed).string(alphabets.base62, 19)}7`
const ids = (path: string, text: string | Buffer) =>
  scanContent(path, Buffer.isBuffer(text) ? text : Buffer.from(text))
    .filter((match) => match.tier !== 'placeholder')
    .map((match) => match.ruleId)

describe('scanContent', () => {
  test('place and secret', () => {
    const [match] = scanContent('a.ts', Buffer.from(`// é\nconst a = "${token(1)}"\n`))
    expect(match).toMatchObject({ line: 2, column: 12, secret: token(1), tier: 'proven' })
  })

  test.each(['utf16le', 'utf16be', 'utf16le without mark'])('%s', (encoding) => {
    const text = `password file\n${token(2)}\n`
    const little = Buffer.from(encoding === 'utf16le without mark' ? text : `\ufeff${text}`, 'utf16le')
    expect(ids('notes.txt', encoding === 'utf16be' ? little.swap16() : little)).toEqual([
      'github-personal-access-token',
    ])
  })

  test.each(['little', 'big'])('UTF-32, %s endian', (order) => {
    const content = Buffer.from(`password file\n${token(2)}\n`, 'utf16le')
    const wide = Buffer.alloc(content.length * 2)
    for (let at = 0; at < content.length; at += 2)
      if (order === 'little') wide.writeUInt32LE(content.readUInt16LE(at), at * 2)
      else wide.writeUInt32BE(content.readUInt16LE(at), at * 2)
    expect(ids('notes.txt', wide)).toEqual(['github-personal-access-token'])
  })

  test('inside base64 behind thousands of places that only look like it', () => {
    const decoy = `a: ${Buffer.from('ghp_nothing-of-the-sort-is-here').toString('base64')}\n`
    const encoded = Buffer.from(token(3)).toString('base64')
    expect(ids('a.yml', `${decoy.repeat(5_000)}data: ${encoded}\n`)).toContain('github-personal-access-token')
  })

  test('a PGP key with a dash in its comment, and an old encrypted PEM key', () => {
    const lines = Array.from({ length: 20 }, (_, seed) =>
      seededRandom(seed).string(alphabets.base64, 64),
    ).join('\n')
    const pgp = `-----BEGIN PGP PRIVATE KEY BLOCK-----\nComment: some-tool - https://pgp.io\n\n${lines}\n=aB3d\n-----END PGP PRIVATE KEY BLOCK-----\n`
    expect(scanContent('a.asc', Buffer.from(pgp))).toMatchObject([{ ruleId: 'private-key', tier: 'strong' }])
    const pem = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${lines}\n-----END RSA PRIVATE KEY-----\n`
    expect(scanContent('a.pem', Buffer.from(pem))).toMatchObject([{ ruleId: 'private-key', tier: 'likely' }])
  })

  test('inside base64, at every alignment', () => {
    for (const before of ['', 'x', 'xy', 'xyz']) {
      const encoded = Buffer.from(`${before}:${token(3)}:rest of the header`).toString('base64')
      expect(ids('a.yml', `data: ${encoded}\n`)).toContain('github-personal-access-token')
    }
  })

  test('a token inside an assignment is one finding', () => {
    expect(ids('a.ts', `const apiToken = "${token(4)}"`)).toEqual(['github-personal-access-token'])
  })

  test.each([
    'const token = process.env.TOKEN',
    'password: ${DB_PASSWORD}',
    'password = os.environ["DB_PASSWORD"]',
    '<input type="password" name="password" placeholder="Password">',
    '"password": "Password"',
    'const secretName = "my-service-credentials"',
    'tokenUrl: "https://login.example.com/oauth2/token"',
    'postgres://postgres:postgres@localhost:5432/app',
    'mysql://user:password@db/app',
    'https://user:pass@example.com/',
    'sha512-9NlrDHcbUmcX7WfFeoJXN5hBXHiDSn3vSFIFR2gXwLPsBEI8gPOYJFh6TAf3jYX6FSuhR1Q0aXPEEG0c2dQfYg==',
    'const keyboardShortcut = "ctrl+shift+k"',
    'if (password.length < 12) throw new Error("password too short")',
    ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  ])('quiet on %s', (line) => {
    expect(ids('src/app.ts', line)).toEqual([])
  })

  test.each([
    ['.env', (value: string) => `DB_PASSWORD=${value}`],
    ['config/app.yml', (value: string) => `db:\n  password: "${value}"`],
    ['src/a.py', (value: string) => `API_KEY = '${value}'`],
    ['web/wp-config.php', (value: string) => `define('DB_PASSWORD', '${value}');`],
    ['sftp.json', (value: string) => `{"password": "${value}"}`],
    ['a.xml', (value: string) => `<server password="${value}"/>`],
    ['sitemanager.xml', (value: string) => `<Pass encoding="base64">${value}</Pass>`],
  ])('a random password in %s', (path, line) => {
    for (const seed of [1, 2, 3, 4, 5])
      expect(ids(path, line(password(seed)))).toEqual(['credential-assignment'])
  })

  test.each([
    ['.netrc', (value: string) => `machine a login b password ${value}`],
    ['.pgpass', (value: string) => `db:5432:app:root:${value}`],
    ['.htpasswd', (value: string) => `mona:$apr1$${value}`],
  ])('lines without keys in %s', (path, line) => {
    expect(ids(path, line(password(9)))).toHaveLength(1)
  })

  test('another scanner’s ignore comment is noted, not obeyed', () => {
    const [match] = scanContent('a.ts', Buffer.from(`a("${token(5)}") // gitleaks:allow`))
    expect(match).toMatchObject({ ignored: true, tier: 'proven' })
  })

  test('a guess in a test or document is worth a note only', () => {
    expect(ids('docs/setup.md', `password = "${password(6)}"`)).toEqual([])
    expect(ids('docs/setup.md', token(6))).toEqual(['github-personal-access-token'])
  })

  test('hostile content ends, and finds what is there', () => {
    const dense = 'password=secret token key '.repeat(40_000)
    expect(ids('keys', '-----BEGIN PRIVATE KEY-----'.repeat(40_000))).toEqual([])
    expect(ids('encoded', 'Z2hwXw'.repeat(400_000))).toEqual([])
    const line = `${'a'.repeat(2_000_000)} "${token(7)}" ${'='.repeat(100_000)}${'eyJ'.repeat(50_000)}${dense}`
    expect(ids('one-line.js', line)).toContain('github-personal-access-token')
  })

  test('arbitrary bytes never throw, and a separated token in them is found', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.uint8Array({ maxLength: 400 }), (before, after) => {
        const clean = Buffer.from(before.map((byte) => (byte === 0 ? 1 : byte)))
        const rest = Buffer.from(after.map((byte) => (byte === 0 ? 1 : byte)))
        const content = Buffer.concat([Buffer.from('x'), clean, Buffer.from(`\n"${token(8)}"\n`), rest])
        expect(scanContent('a.bin', content).some((match) => match.secret === token(8))).toBe(true)
      }),
    )
  })

  test('commit messages', () => {
    expect(scanText(`Fix\n\nuse ${token(9)}`)).toHaveLength(1)
  })
})

describe('inflate', () => {
  test('a gzip file is read, a bomb is not', () => {
    const hello = [{ name: undefined, content: Buffer.from('hello hello') }]
    expect(inflate(gzipSync('hello hello'))).toEqual(hello)
    expect(inflate(gzipSync(gzipSync('hello hello')))).toEqual(hello)
    expect(inflate(gzipSync(Buffer.alloc(64 * 1024 * 1024)))).toBe('too-large')
    expect(inflate(Buffer.from('plain text, long enough'))).toBeUndefined()
  })

  test('one that is broken, or packed again and again, is not taken for empty', () => {
    const broken = gzipSync('hello hello')
    broken.writeUInt8(broken.readUInt8(broken.length - 8) ^ 1, broken.length - 8)
    expect(inflate(broken)).toBe('unreadable')
    const deep = Array.from({ length: 5 }).reduce<Buffer>((inner) => gzipSync(inner), Buffer.from('hello'))
    expect(inflate(deep)).toBe('unreadable')
  })
})

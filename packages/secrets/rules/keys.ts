import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { isPlaceholder } from '../placeholder.ts'
import { prefixed } from '../prefixed.ts'
import { alphabets } from '../random.ts'
import type { SecretRule, Tier } from '../rule.ts'

const rotate = 'replace the key pair and remove the old public key wherever it is trusted'

/** Escaped line breaks, indentation, quotes and comment signs that a key picks up in JSON, YAML and source code. */
function unwrap(pem: string): string {
  return pem
    .replace(/\\r|\\n|\\\\n/g, '\n')
    .replace(/["'`,]/g, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\s*#>|.]+|^\/\/\s*/, '').replace(/\s\+$|(?<![\s\\])[\s\\]+$/, ''))
    .join('\n')
}

/** Parsed: proven. Unreadable but long enough: strong. Encrypted: the passphrase still protects it. */
function judgePem(pem: string): Tier {
  const text = unwrap(pem)
  const body = text.replace(/-----[^-]+-----|^[A-Za-z][\w-]*: .*$/gm, '').replace(/\s/g, '')
  if (/ENCRYPTED|Proc-Type: 4/.test(text)) return 'likely'
  // Shorter runs of one letter stand in true keys too.
  if (body.length < 60 || /\.\.\.|x{8}|EXAMPLE/i.test(body)) return 'placeholder'
  if (/OPENSSH/.test(text))
    return Buffer.from(body, 'base64').includes('openssh-key-v1') ? 'proven' : 'placeholder'
  try {
    createPrivateKey({ key: text, format: 'pem' })
    return 'proven'
  } catch {
    // Curves and containers that OpenSSL does not know are keys all the same.
    return body.length >= 100 ? 'strong' : 'placeholder'
  }
}

export const keyRules: readonly SecretRule[] = [
  {
    id: 'private-key',
    provider: 'PEM',
    keywords: ['private key'],
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){40,16000}?-----END (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/g,
    reach: { before: 40, after: 16_500 },
    judge: judgePem,
    rotate,
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    sample: () =>
      generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }).privateKey,
  },
  {
    id: 'putty-private-key',
    provider: 'PuTTY',
    keywords: ['putty-user-key-file-'],
    pattern:
      /PuTTY-User-Key-File-[23]: [\s\S]{20,4000}?Private-Lines: \d{1,3}\r?\n(?:[A-Za-z0-9+/=]{1,80}\r?\n){1,60}/g,
    reach: { before: 0, after: 9_000 },
    judge: (text) => (/^Encryption: none/m.test(text) ? 'strong' : 'likely'),
    rotate,
    source: 'https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html',
    sample: (random) =>
      `PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\n${random.string(alphabets.base64, 64)}\nPrivate-Lines: 1\n${random.string(alphabets.base64, 64)}\n`,
  },
  {
    id: 'password-hash',
    provider: 'generic',
    keywords: ['$2a$', '$2b$', '$2y$', '$argon2', '$6$', '$5$', '$scrypt$', 'pbkdf2'],
    pattern:
      /\$(?:2[aby]\$\d\d\$[./A-Za-z0-9]{53}|argon2(?:id|i|d)\$v=\d{2}\$m=\d{1,9},t=\d{1,5},p=\d{1,4}\$[A-Za-z0-9+/]{8,90}\$[A-Za-z0-9+/]{16,180}|[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{43,86}|scrypt\$ln=\d{1,2},r=\d{1,3},p=\d{1,3}\$[A-Za-z0-9+/]{8,90}\$[A-Za-z0-9+/]{16,180})(?![./A-Za-z0-9])/g,
    reach: { before: 0, after: 300 },
    judge: (secret) => (isPlaceholder(secret.slice(secret.lastIndexOf('$') + 1)) ? 'placeholder' : 'likely'),
    rotate: 'have its owner choose another password: a hash can be tried against lists of passwords offline',
    source: 'https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md',
    sample: (random) => `$2b$12$${random.string(`./${alphabets.base62}`, 53)}`,
  },
  prefixed({
    id: 'age-secret-key',
    provider: 'age',
    prefix: 'AGE-SECRET-KEY-1',
    alphabet: 'upper',
    length: 58,
    rotate,
    source: 'https://github.com/FiloSottile/age/blob/main/doc/age.1.ronn',
  }),
  {
    id: 'json-web-token',
    provider: 'JWT',
    keywords: ['eyj'],
    pattern:
      /(?<![A-Za-z0-9_.-])eyJ[A-Za-z0-9_-]{10,1000}\.eyJ[A-Za-z0-9_-]{10,3000}\.[A-Za-z0-9_-]{20,700}(?![A-Za-z0-9_-])/g,
    reach: { before: 1, after: 4_700 },
    judge: judgeJwt,
    rotate: 'revoke the session or rotate the signing key',
    source: 'https://www.rfc-editor.org/rfc/rfc7519',
    sample: (random) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: random.string(alphabets.digits, 8), role: 'service_role' })}.${random.string(alphabets.base64url, 43)}`
    },
  },
]

/** The sample of jwt.io, which half of all documentation shows. */
const sampleSubject = '1234567890'

function judgeJwt(token: string): Tier | undefined {
  const [header, payload] = token.split('.', 2).map(decodePart)
  if (header === undefined || payload === undefined || !('alg' in header)) return undefined
  if (payload['sub'] === sampleSubject || /demo|example/i.test(JSON.stringify(payload))) return 'placeholder'
  // Supabase's public key is meant for browsers.
  if (payload['role'] === 'anon') return 'placeholder'
  if (payload['role'] === 'service_role') return 'strong'
  const expires = payload['exp']
  return typeof expires === 'number' && expires * 1_000 < Date.UTC(2026, 0) ? 'placeholder' : 'likely'
}

function decodePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    // Not JSON, so no part of a token.
    return undefined
  }
}

import { isPlaceholder, isReference } from '../placeholder.ts'
import { alphabets } from '../random.ts'
import type { SecretRule, Tier } from '../rule.ts'

/** Passwords that every local set-up uses: no secret, whatever the host. */
const trivial =
  /^(?:password|passwd|pass|secret|root|admin|postgres|mysql|mongo|redis|guest|user|username|test|testing|dev|develop|development|local|localhost|docker|default|demo|pwd|token|changeme|hunter2|1234|12345|123456|pw|p|pass123|password123|s3cr3t|secret123|xxx+|\*+|_+|x+|string)$/i

const local =
  /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|db|database|postgres|postgresql|mysql|mariadb|mongo|mongodb|redis|rabbitmq|cache)$/i

/** RFC 2606's reserved names and what documentation uses as such. */
const documentation =
  /(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localdomain|domain\.(?:com|tld)|host|hostname|server|myhost|yourhost)$/i

function judgePassword(secret: string, match: RegExpExecArray): Tier | undefined {
  const host = match.groups?.['host'] ?? ''
  const user = match.groups?.['user'] ?? ''
  if (isReference(secret) || /^[:$%{<]/.test(secret)) return undefined
  if (
    secret.length < 6 ||
    trivial.test(secret) ||
    secret === user ||
    isPlaceholder(secret) ||
    documentation.test(host)
  )
    return 'placeholder'
  return local.test(host) ? 'likely' : 'strong'
}

/** `scheme://user:password@host`, per family of schemes so that a finding names what to rotate. */
function connection(id: string, provider: string, schemes: readonly string[], rotate: string): SecretRule {
  const [scheme = ''] = schemes
  return {
    id,
    provider,
    keywords: schemes.map((name) => `${name}://`),
    pattern: new RegExp(
      `(?:${schemes.map((name) => name.replace(/\+/g, '\\+')).join('|')}):\\/\\/(?<user>[^\\s:@/"'\`<>]{0,80}):(?<secret>[^\\s@/"'\`<>]{3,200})@(?<host>[A-Za-z0-9.\\-_[\\]:]{1,120}?)(?=[:/?"'\`\\s,)&]|$)`,
      'gi',
    ),
    reach: { before: 20, after: 420 },
    judge: judgePassword,
    rotate,
    source: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
    sample: (random) =>
      `${scheme}://app:${random.string(alphabets.base62, 20)}@db-7.internal.acme-corp.io:5432/shop`,
  }
}

export const connectionStringRules: readonly SecretRule[] = [
  connection(
    'postgresql-url',
    'PostgreSQL',
    ['postgres', 'postgresql', 'postgresql+psycopg2', 'postgresql+asyncpg'],
    'ALTER ROLE … PASSWORD',
  ),
  connection(
    'mysql-url',
    'MySQL',
    ['mysql', 'mysql2', 'mariadb', 'mysql+pymysql'],
    'ALTER USER … IDENTIFIED BY',
  ),
  connection('mongodb-url', 'MongoDB', ['mongodb', 'mongodb+srv'], 'db.changeUserPassword'),
  connection('redis-url', 'Redis', ['redis', 'rediss'], 'ACL SETUSER'),
  connection('amqp-url', 'RabbitMQ', ['amqp', 'amqps'], 'rabbitmqctl change_password'),
  connection('mssql-url', 'SQL Server', ['mssql', 'sqlserver'], 'ALTER LOGIN … WITH PASSWORD'),
  connection('ftp-url', 'FTP', ['ftp', 'ftps', 'sftp'], "the server's account"),
  connection('smtp-url', 'SMTP', ['smtp', 'smtps'], "the mail provider's account"),
  connection('basic-auth-url', 'HTTP', ['http', 'https'], 'the account that the URL names'),
]

import { isExampleValue, isPlaceholder, isReference } from './placeholder.ts'
import type { Tier } from './rule.ts'

/** A file format whose lines are credentials without any key to recognise them by. */
interface CredentialFormat {
  readonly id: string
  readonly path: RegExp
  /** Global and multi-line; the group `secret` is the credential. */
  readonly pattern: RegExp
}

const formats: readonly CredentialFormat[] = [
  { id: 'netrc-password', path: /(?:^|\/)[._]netrc$/, pattern: /\bpassword[ \t]+(?<secret>\S{1,200})/gm },
  {
    id: 'pgpass-password',
    path: /(?:^|\/)\.?pgpass(?:\.conf)?$/,
    pattern: /^[^#\s:][^:\n]{0,200}:[^:\n]{0,10}:[^:\n]{0,100}:[^:\n]{0,100}:(?<secret>[^\n]{1,200})$/gm,
  },
  {
    id: 'git-credentials-password',
    path: /(?:^|\/)\.git-credentials$/,
    // Whatever follows the first colon, up to the last at sign: git itself would encode both, people do not.
    pattern: /^https?:\/\/[^:\s/]{1,200}:(?<secret>\S{1,200})@[^@\s]{1,200}$/gm,
  },
  {
    id: 'shadow-hash',
    path: /(?:^|\/)(?:shadow|master\.passwd|\w*passwd)$/,
    pattern: /^[\w.-]{1,64}:(?<secret>\$[0-9a-z]{1,4}\$[^:\n]{8,300}):/gm,
  },
  {
    id: 'htpasswd-hash',
    path: /(?:^|\/)\.?htpasswd$/,
    pattern: /^[^:\s#]{1,64}:(?<secret>[^:\s]{8,200})$/gm,
  },
  { id: 'rails-master-key', path: /(?:^|\/)(?:master|\w+)\.key$/, pattern: /^(?<secret>[0-9a-f]{32})\s*$/gm },
  {
    id: 'smtp-password',
    path: /(?:^|\/)\.(?:e?smtp|msmtp)rc$/,
    pattern: /^[ \t]*password\s+"?(?<secret>[^"\s]{1,200})"?/gm,
  },
  {
    id: 'login-call',
    path: /\.(?:js|ts|mjs|cjs|py|rb|php)$/,
    pattern:
      /\.login\(\s{0,10}['"][^'"\n]{1,100}@[^'"\n]{1,100}['"]\s{0,5},\s{0,10}['"](?<secret>[^'"\n]{6,100})['"]/gm,
  },
]

export interface CredentialLine {
  readonly ruleId: string
  readonly secret: string
  readonly tier: Tier
  readonly offset: number
}

/** Such a file is written by hand or by one program; a larger one is something else. Bytes. */
const maxLength = 1024 * 1024

/** Credentials in formats that have no keys: netrc, pgpass, password hashes and their like. */
export function findCredentialLines(path: string, text: string): CredentialLine[] {
  if (text.length > maxLength) return []
  return formats
    .filter((format) => format.path.test(path))
    .flatMap((format) =>
      [...text.matchAll(format.pattern)].flatMap((match) => {
        const secret = match.groups?.['secret']
        if (secret === undefined || isReference(secret)) return []
        const tier: Tier = isPlaceholder(secret) || isExampleValue(secret) ? 'placeholder' : 'likely'
        return [{ ruleId: format.id, secret, tier, offset: match.index + match[0].indexOf(secret) }]
      }),
    )
}

import { isExampleValue, isPlaceholder, isReference } from './placeholder.ts'
import { alphabets } from './random.ts'
import { looksRandom } from './randomness.ts'
import type { FileKind, SecretRule } from './rule.ts'

const keyName =
  '(?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?-?key|app_?key|access_?-?key|auth_?-?key|account_?-?key|private_?-?key|encryption_?-?key|signing_?-?key|secure_?-?key|logged_?in_?key|nonce_?key|_?salt|credentials?|oauth|_auth(?:token)?|auth)'

/** Keys that talk about a credential without holding one. */
const harmlessKey =
  /(?:passport|bypass|compass|passive|passenger|passage|author|token_?(?:type|count|limit|length|uri|url|endpoint|name|expir|ttl|lifetime|budget|address|id\b)|tokens\b|max_?-?tokens|tokenizer|secret_?(?:name|arn|ref|id|path|version|manager)|_(?:file|path|name|url|uri|field|label|hint|length|min|max|regex|pattern|policy|type|id|hash|header|placeholder|required|enabled|reset|error|prefix|env|var|column|algorithm|strategy|provider|method|mode|expiry|timeout|ttl)$|public_?key|key_?(?:id|name|path|file|type|usage|code|size|length|vault)|auth_?(?:url|type|method|mode|provider|server|endpoint|host|user|username|domain)|isauth|useauth|auth(?:enticat|oriz)\w*|credential_?(?:type|helper|provider|id|name))/i

/** `key = "value"` and its relatives in YAML, JSON, XML, INI, shell and source code. */
export const assignmentRule: SecretRule = {
  id: 'credential-assignment',
  provider: 'generic',
  keywords: ['pass', 'pwd', 'secret', 'token', 'key', 'auth', 'salt', 'credential'],
  pattern: new RegExp(
    `(?<![A-Za-z0-9_.-])(?<key>[A-Za-z0-9_.-]{0,50}${keyName}[A-Za-z0-9_.-]{0,30})["'\`\\]]{0,3}(?:\\s{0,20}(?:=>|:=|=|:|,)\\s{0,20}|\\s[^<>\\n]{0,40}>|>)(?<value>"[^"\\r\\n]{1,300}"|'[^'\\r\\n]{1,300}'|\`[^\`\\r\\n]{1,300}\`|[^\\s"'\`,;<>(){}[\\]]{4,300})`,
    'gi',
  ),
  reach: { before: 60, after: 420 },
  judge(_secret, match, file) {
    const key = match.groups?.['key'] ?? ''
    const quoted = /^["'`]/.test(match.groups?.['value'] ?? '')
    const value = unquote(match.groups?.['value'] ?? '')
    if (value.length < 4 || harmlessKey.test(key) || isReference(value) || namesItself(key, value))
      return undefined
    if (file === 'credentials')
      return isPlaceholder(value) || isExampleValue(value) ? 'placeholder' : 'likely'
    if (!quoted && file === 'other') return undefined
    if (/\s/.test(value) || isUuid(value) || isPlaceholder(value) || isExampleValue(value)) return undefined
    if (looksRandom(value) && !isPathOrUrl(value)) return 'likely'
    return /pass|pwd/i.test(key) && isPassword(value, file) ? 'likely' : undefined
  },
  rotate: 'the account that it belongs to',
  source: 'https://cwe.mitre.org/data/definitions/798.html',
  sample: (random) => `client_secret = "${random.string(alphabets.base62, 31)}7"`,
}

export function unquote(value: string): string {
  return /^(["'`]).*\1$/s.test(value) ? value.slice(1, -1) : value
}

/** `password: password`, `"token": "authToken"`: the value repeats the key's words. */
function namesItself(key: string, value: string): boolean {
  const letters = (text: string) => text.replace(/[^a-z]/gi, '').toLowerCase()
  const [a, b] = [letters(key), letters(value)]
  return b === '' ? false : !/\d/.test(value) && (a.includes(b) || b.includes(a))
}

/** An identifier far more often than a credential. */
function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)
}

/** Letters and digits or signs together, no spaces: what people type as a password, not a word of the language. */
function isPassword(value: string, file: FileKind): boolean {
  // In source code a word with a sign is a message ("Required!") far more often.
  const other = file === 'other' ? /\d/ : /[\d!@#$%^&*?]/
  return value.length >= 6 && /[A-Za-z]/.test(value) && other.test(value) && !isPathOrUrl(value)
}

function isPathOrUrl(value: string): boolean {
  return /^[\w+.-]+:\/\/|^\.{0,2}\/|\/[^/\n]*\/|\\|^[\w-]+(?:\.[\w-]+){2,}$|^@|^#|::|\(\)|=>|^[A-Z][A-Z_]+$|^[a-z]+(?:[-_.][a-z]+)+$/.test(
    value,
  )
}

import { type PrefixedToken, prefixed } from './prefixed.ts'
import type { SecretRule } from './rule.ts'

/** GitHub's list of the token formats that it knows, which is where a row's provider and prefix are from. */
export const scanningPatterns =
  'https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns'

type Row = readonly [
  id: string,
  provider: string,
  prefix: PrefixedToken['prefix'],
  alphabet: PrefixedToken['alphabet'],
  length: PrefixedToken['length'],
  rotate: string,
]

/** Rules for providers whose tokens are a prefix of their own and a random body, without a public checksum. */
export function prefixedTable(rows: readonly Row[]): SecretRule[] {
  return rows.map(([id, provider, prefix, alphabet, length, rotate]) =>
    prefixed({ id, provider, prefix, alphabet, length, rotate, source: scanningPatterns }),
  )
}

import { isPlaceholder } from './placeholder.ts'
import { alphabets, type Random } from './random.ts'
import { entropy } from './randomness.ts'
import type { SecretRule, Tier } from './rule.ts'

export interface PrefixedToken {
  readonly id: string
  readonly provider: string
  /** The literal that only this provider's tokens start with. Several for one family. */
  readonly prefix: string | readonly string[]
  readonly alphabet: keyof typeof alphabets
  /** Exact length of the body, or its bounds. */
  readonly length: number | readonly [minimum: number, maximum: number]
  /** For bodies with inner structure, in place of alphabet and length. Bounded quantifiers only. */
  readonly body?: string
  /** True for a body that passes its checksum. A token with a checksum that fails is a placeholder. */
  readonly checksum?: (token: string) => boolean
  /** The tier without a checksum. */
  readonly tier?: 'strong' | 'likely'
  readonly rotate: string
  readonly source: string
  readonly sample?: (random: Random) => string
}

/** A rule for tokens with a prefix of their own, which is most of what providers hand out today. */
export function prefixed(token: PrefixedToken): SecretRule {
  const prefixes = typeof token.prefix === 'string' ? [token.prefix] : token.prefix
  const [minimum, maximum] = typeof token.length === 'number' ? [token.length, token.length] : token.length
  const alphabet = alphabets[token.alphabet]
  const characters = characterClass(alphabet)
  const start = `(?:${prefixes.map(escapeRegExp).join('|')})`
  const body = token.body ?? `[${characters}]{${minimum},${maximum}}`
  return {
    id: token.id,
    provider: token.provider,
    keywords: prefixes.map((prefix) => prefix.toLowerCase()),
    pattern: new RegExp(`(?<![A-Za-z0-9_])${start}${body}(?![${characters}])`, 'g'),
    reach: { before: 1, after: token.body === undefined ? maximum + 1 : 700 },
    judge: (secret) => judge(secret, prefixes, token),
    rotate: token.rotate,
    source: token.source,
    sample:
      token.sample ??
      ((random) =>
        `${prefixes[random.integer(prefixes.length)] ?? ''}${random.string(alphabet, maximum > 400 ? minimum : maximum)}`),
  }
}

function judge(secret: string, prefixes: readonly string[], token: PrefixedToken): Tier {
  const prefix = prefixes.find((candidate) => secret.startsWith(candidate)) ?? ''
  const body = secret.slice(prefix.length)
  if (isPlaceholder(body) || entropy(body) < Math.min(3, Math.log2(body.length) * 0.65)) return 'placeholder'
  if (token.checksum === undefined) return token.tier ?? 'strong'
  return token.checksum(secret) ? 'proven' : 'placeholder'
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
}

function characterClass(alphabet: string): string {
  return alphabet.replace(/[\]\\^-]/g, '\\$&')
}

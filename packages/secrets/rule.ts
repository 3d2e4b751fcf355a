import type { Random } from './random.ts'

/**
 * How sure a match is: `proven` by a checksum or a parse, `strong` by a prefix that only this provider uses,
 * `likely` by its context and randomness, `placeholder` when it fails its own checksum or reads like an example.
 */
export type Tier = 'proven' | 'strong' | 'likely' | 'placeholder'

/** What a file's name says of it. */
export type FileKind = 'credentials' | 'configuration' | 'other'

export interface SecretRule {
  readonly id: string
  readonly provider: string
  /** Lower-case literals; one of them stands in or near every match. */
  readonly keywords: readonly string[]
  /** Global; the group `secret` is the credential, the whole match if there is none. Bounded quantifiers only. */
  readonly pattern: RegExp
  /** Bytes before and after a keyword within which the whole match lies. */
  readonly reach: { readonly before: number; readonly after: number }
  /** Undefined when it is no credential at all. */
  readonly judge: (secret: string, match: RegExpExecArray, file: FileKind) => Tier | undefined
  /** Where to revoke it. */
  readonly rotate: string
  /** The vendor's page that states the format. */
  readonly source: string
  /** A true sample, made at run time: never write one into a file. */
  readonly sample: (random: Random) => string
}

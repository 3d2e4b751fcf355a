import type { SecretRule, Tier } from './rule.ts'

/** A credential in a file. The secret itself never leaves the process: redact before keeping it. */
export interface SecretMatch {
  readonly ruleId: string
  readonly provider: string
  readonly tier: Tier
  readonly secret: string
  /** 1-based. */
  readonly line: number
  /** 1-based, in bytes. */
  readonly column: number
  readonly rotate: string
  /** True where the line carries another scanner's ignore comment. */
  readonly ignored: boolean
}

/** A match before its place is known. */
export interface Found {
  readonly rule: Pick<SecretRule, 'id' | 'provider' | 'rotate'>
  readonly tier: Tier
  readonly secret: string
  readonly offset: number
}

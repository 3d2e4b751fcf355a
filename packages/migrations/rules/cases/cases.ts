import type { Section } from '../../tools/tool.ts'

/** What a rule must find, what it must leave alone, and what it must not say of what the change itself made. */
export interface Cases {
  readonly positives: readonly [string, string]
  readonly nearMisses: readonly [string, string]
  /** The same on what the change itself has made; undefined where that does not help. */
  readonly sameSet: string | undefined
  /** Merged migrations. */
  readonly base?: string
  readonly transaction?: Section['transaction']
  readonly major?: number
  readonly advice?: boolean
}

export const table = 'create table t (a int, b int)'
export const parted = `create table p (a int) partition by list (a); ${table}`

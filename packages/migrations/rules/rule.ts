import type { Action, RelationName } from '@operator/postgres'
import type { Script } from '@operator/rehearsal'
import type { Level } from '@operator/report'
import type { ParsedStatement } from '../script.ts'

/** What a rule may know beside the action itself. */
export interface RuleContext {
  /** PostgreSQL's major. */
  readonly major: number
  readonly tool: string
  readonly statement: ParsedStatement
  /** True when the tool or the file itself has a transaction open around the statement. */
  readonly inTransaction: boolean
  /** How the tool sends the file. */
  readonly transaction: Script['transaction']
  /** Statements before this one in the same transaction. */
  readonly earlier: readonly ParsedStatement[]
  /** Statements after this one in the same file. */
  readonly later: readonly ParsedStatement[]
  /** Created by the change itself before this statement: nobody waits for its locks and it has no rows. */
  isNew(name: RelationName): boolean
  /** Added by the change itself before this statement: no value of it is old. */
  isNewColumn(table: RelationName, column: string): boolean
  /** True when a valid CHECK of an earlier statement proves the column not null. */
  provenNotNull(table: RelationName, column: string): boolean
  /** Whether this text, or a function that it names or calls, could write to rows that exist. */
  mayWrite(sql: string, calls: readonly string[]): boolean
  readonly longIdentifiers: readonly string[]
  readonly lockTimeoutAdvice: boolean
}

export interface Match {
  readonly message: string
  readonly remedy: string
  /** The existing table that is affected. */
  readonly table?: RelationName
  /** What the finding is about, stable under moved lines: part of the fingerprint. */
  readonly subject: string
  /** What the rule takes for granted; a rehearsal that measured otherwise overrules it. */
  readonly claim?: 'rewrite' | 'scan' | 'build' | 'refused' | 'writes' | 'may-write'
  readonly level?: Level
}

export interface Rule {
  readonly id: string
  readonly level: Level
  /** `data` rules speak of rows that are gone afterwards. */
  readonly check: 'rules' | 'data'
  readonly match: (action: Action, context: RuleContext) => Match | undefined
}

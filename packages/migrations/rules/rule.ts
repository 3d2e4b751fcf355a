import type { Action, RelationName } from '@operator/postgres'
import type { Script } from '@operator/rehearsal'
import type { Level } from '@operator/report'
import type { KnownSchema } from '../schema/known.ts'
import type { ParsedStatement } from '../script.ts'
import type { TransactionFacts } from '../transaction-facts.ts'

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
  /** What statements before this one did in the same transaction. */
  readonly earlier: TransactionFacts
  /** All statements of the same file, and which of them this is. */
  readonly file: readonly ParsedStatement[]
  readonly position: number
  /** The schema before this statement, and after the whole change. */
  readonly schema: KnownSchema
  readonly final: KnownSchema
  /** Created by the change itself before this statement: nobody waits for its locks and it has no rows. */
  isNew(name: RelationName): boolean
  /** Added by the change itself before this statement: no value of it is old. */
  isNewColumn(table: RelationName, column: string): boolean
  /** True when a valid CHECK of an earlier statement proves the column not null. */
  provenNotNull(table: RelationName, column: string): boolean
  /** Whether this text, or a function that it names or calls, could write to rows that exist. */
  mayWrite(sql: string, calls: readonly string[]): boolean
  /** The same for what deletes rows. */
  mayDelete(sql: string, calls: readonly string[]): boolean
  /** Added by the change itself before this statement. */
  isNewConstraint(table: RelationName, name: string): boolean
  /** Made by the change itself before this statement, and not before. */
  isNewFunction(name: string): boolean
  /** Whether the change itself has built an index on the table before this statement. */
  isIndexed(table: RelationName): boolean
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
  /** Completes "finds …", for the table of rules in the README. */
  readonly finds: string
  readonly level: Level
  /** `data` rules speak of rows that are gone afterwards. */
  readonly check: 'rules' | 'data'
  /** A matter of taste: runs only with `migrations.style`. */
  readonly style?: true
  /** One finding for each subject is enough. */
  readonly once?: true
  /** The work takes as long as the table is large: on a table that is known to be small it is a note. */
  readonly growsWithTable?: true
  readonly match: (action: Action, context: RuleContext) => Match | undefined
}

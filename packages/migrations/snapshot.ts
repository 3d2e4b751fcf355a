import { failedStatement, rehearsalAnswer } from '@operator/rehearsal'
import { level } from '@operator/report'
import { z } from 'zod'
import { toldStatement } from './account/told-statement.ts'
import { ignoreComment } from './ignores/find-ignores.ts'
import { ownCommandAnswer } from './own-commands/answer.ts'
import { contractStep } from './release/contract-steps.ts'
import { stillUsed } from './still-used/snapshot.ts'
import { takenAway } from './still-used/taken-away.ts'

const fileProblem = z
  .object({ ruleId: z.string(), level, path: z.string(), message: z.string(), remedy: z.string() })
  .readonly()

/** What a static rule found, and what it takes for granted: a measurement of that overrules it. */
export const staticMatch = z
  .object({
    ruleId: z.string(),
    check: z.enum(['rules', 'data']),
    level,
    message: z.string(),
    remedy: z.string(),
    path: z.string(),
    line: z.number().int().positive(),
    endLine: z.number().int().positive(),
    /** Which statement of its script, from 0. */
    statement: z.number().int(),
    table: z.string().optional(),
    subject: z.string(),
    /** SQL that does the same without the harm. */
    safe: z.string().optional(),
    /** The work takes as long as the table is large. */
    growsWithTable: z.literal(true).optional(),
    claim: z.enum(['rewrite', 'scan', 'build', 'refused', 'writes', 'may-write']).optional(),
  })
  .readonly()
export type StaticMatch = z.infer<typeof staticMatch>

/** What must hold for production's own rows so that a statement succeeds. */
export const rowCondition = z
  .object({
    kind: z.enum([
      'not-null',
      'unique',
      'check',
      'foreign-key',
      'exclusion',
      'type',
      'validate',
      'partition',
    ]),
    path: z.string(),
    line: z.number().int().positive(),
    endLine: z.number().int().positive(),
    statement: z.number().int(),
    table: z.string(),
    columns: z.array(z.string()).readonly(),
    /** Completes "whether …". */
    what: z.string(),
    /** Read-only; no row in its answer means that the condition holds. */
    query: z.string().optional(),
    /** The new type of a column. */
    type: z
      .object({ name: z.string(), using: z.enum(['none', 'cast', 'expression']) })
      .readonly()
      .optional(),
  })
  .readonly()
export type RowCondition = z.infer<typeof rowCondition>

const unparsed = z
  .object({
    path: z.string(),
    line: z.number().int().optional(),
    kind: z.enum(['refused', 'unreadable']),
    message: z.string(),
    direction: z.enum(['up', 'down']),
  })
  .readonly()

const addedVersion = z
  .object({
    path: z.string(),
    down: z.enum(['present', 'empty', 'missing', 'none', 'not-run']),
    downPath: z.string().optional(),
    /** A committed rollback script or statement of irreversibility. */
    note: z.string().optional(),
    statements: z.number().int(),
  })
  .readonly()

export const historySnapshot = z
  .object({
    directory: z.string(),
    tool: z.string(),
    dialect: z.enum(['postgresql', 'mysql', 'sqlite', 'other', 'unknown']),
    baseVersions: z.number().int(),
    added: z.array(addedVersion).readonly(),
    problems: z.array(fileProblem).readonly(),
    matches: z.array(staticMatch).readonly(),
    rowConditions: z.array(rowCondition).readonly(),
    unparsed: z.array(unparsed).readonly(),
    /** Touched tables that the policy's `stats` knows to be small, and why it tells nothing. */
    smallTables: z.array(z.string()).readonly().optional(),
    statsProblem: z.string().optional(),
    /** The new migrations, statement by statement. */
    statements: z.array(toldStatement).readonly(),
    /** Comments for linters in the new migrations. */
    ignores: z.array(ignoreComment).readonly(),
    /** What the database no longer has under its old name, and what is demanded of columns that have just been made. */
    takenAway: z.array(takenAway).readonly(),
    contractSteps: z.array(contractStep).readonly(),
    /** Merged statements that did not run here and that the change has nothing to do with. */
    setAside: z.array(failedStatement).readonly(),
    rehearsal: z.union([
      rehearsalAnswer,
      z.object({ kind: z.literal('not-run'), code: z.string(), why: z.string() }).readonly(),
    ]),
  })
  .readonly()
export type HistorySnapshot = z.infer<typeof historySnapshot>

export const migrationsSnapshot = z
  .object({
    /** Production's major as the policy names it, else 18. */
    postgres: z.number().int(),
    postgresNamed: z.boolean(),
    /** Histories that the change touches. */
    histories: z.array(historySnapshot).readonly(),
    /** Directories of migrations that the change leaves alone. */
    untouched: z.number().int(),
    /** Changed SQL files that stand in no recognised directory of migrations. */
    otherSql: z.array(z.string()).readonly(),
    codeMigrations: z
      .array(
        z
          .object({
            tool: z.string(),
            path: z.string(),
            /** On the target branch already. */
            edited: z.literal(true).optional(),
          })
          .readonly(),
      )
      .readonly(),
    /** What came of the user's own commands; absent where none was given. */
    ownCommand: ownCommandAnswer.optional(),
    /** Where code names what the change takes away; absent where it takes nothing away. */
    stillUsed: stillUsed.optional(),
    /** Files that a verdict needs and that were not read. */
    unread: z.array(z.object({ path: z.string(), why: z.string() }).readonly()).readonly(),
  })
  .readonly()
export type MigrationsSnapshot = z.infer<typeof migrationsSnapshot>

import { z } from 'zod'

const which = z.enum(['base', 'head', 'rollback'])

const commandFailure = z
  .object({
    kind: z.literal('command-failed'),
    which,
    command: z.string(),
    end: z.enum(['exited', 'timed-out', 'too-much-output', 'not-started', 'lost']),
    exitCode: z.number().int().nullable(),
    /** The last lines that it printed. */
    output: z.string(),
    /** What PostgreSQL refused last. */
    error: z.object({ code: z.string(), message: z.string(), sql: z.string() }).readonly().optional(),
  })
  .readonly()
export type CommandFailure = z.infer<typeof commandFailure>

/** What came of the user's own commands. */
export const ownCommandAnswer = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('refused'), code: z.string(), message: z.string(), next: z.string() })
    .readonly(),
  z.object({ kind: z.literal('unavailable'), message: z.string() }).readonly(),
  commandFailure,
  /** The command ended well and no statement of it arrived. */
  z
    .object({ kind: z.literal('nothing-recorded'), which, command: z.string(), output: z.string() })
    .readonly(),
  z.object({ kind: z.literal('not-repeatable'), which, command: z.string(), why: z.string() }).readonly(),
  z
    .object({
      kind: z.literal('recorded'),
      command: z.string(),
      /** Statements of the migrations; zero: head sends nothing that base does not. */
      statements: z.number().int(),
      transactions: z.number().int(),
      merged: z.number().int(),
      /** Statements of the tool's own that were set aside, of all runs. */
      own: z.number().int(),
      /** Statements that failed or were rolled back. */
      undone: z.number().int(),
      sessions: z.number().int(),
      /** Files of the change whose SQL was recorded. */
      covered: z.array(z.string()).readonly(),
      rollback: z.union([
        z.object({ kind: z.literal('not-given') }).readonly(),
        z
          .object({ kind: z.literal('recorded'), statements: z.number().int(), runs: z.number().int() })
          .readonly(),
        z.object({ kind: z.literal('incomplete'), left: z.array(z.string()).readonly() }).readonly(),
        z.object({ kind: z.literal('not-repeatable'), why: z.string() }).readonly(),
        commandFailure,
      ]),
      /** What was sent for the change, as SQL. */
      sql: z.string(),
    })
    .readonly(),
])
export type OwnCommandAnswer = z.infer<typeof ownCommandAnswer>

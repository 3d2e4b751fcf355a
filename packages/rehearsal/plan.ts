import { z } from 'zod'

/**
 * `alone` cannot run inside a transaction block, or may end it; `client` needs a client's rows, the server's files or its programs,
 * which a rehearsal has not; `begin`, `commit` and `rollback` steer the transaction themselves.
 */
export const statementKind = z.enum(['ordinary', 'begin', 'commit', 'rollback', 'alone', 'client'])
export type StatementKind = z.infer<typeof statementKind>

export const plannedStatement = z
  .object({ sql: z.string(), line: z.number().int().positive(), kind: statementKind })
  .readonly()
export type PlannedStatement = z.infer<typeof plannedStatement>

/** One file, or one direction of it, as its tool sends it. */
export const script = z
  .object({
    path: z.string(),
    /**
     * `script`: the tool opens a transaction around all statements; `query`: they are sent as one query, so that what follows a
     * COMMIT is a transaction again; `none`: each commits by itself.
     */
    transaction: z.enum(['script', 'query', 'none']),
    statements: z.array(plannedStatement).readonly(),
  })
  .readonly()
export type Script = z.infer<typeof script>

export const migrationStep = z.object({ up: script, down: script.optional() }).readonly()
export type MigrationStep = z.infer<typeof migrationStep>

/** Production's role, which the change runs as. */
export const actingRole = z
  .object({
    role: z.string(),
    /** What it may do, run as a superuser after the merged migrations; without it the role owns all that those made. */
    grants: z
      .object({
        path: z.string(),
        statements: z.array(z.object({ sql: z.string(), line: z.number().int() }).readonly()).readonly(),
      })
      .readonly()
      .optional(),
  })
  .readonly()
export type ActingRole = z.infer<typeof actingRole>

export const rehearsalPlan = z
  .object({
    /** Already merged migrations in the tool's order. */
    base: z.array(script).readonly(),
    /** The change's own migrations in the tool's order. */
    change: z.array(migrationStep).readonly(),
    /** `set`: the tool applies all pending migrations in one transaction. */
    scope: z.enum(['script', 'set']),
    /** Roles that some statement names and no migration creates: they live outside migrations, so they are made first. */
    roles: z.array(z.string()).readonly(),
    extensions: z.array(z.string()).readonly(),
    /** Whether the log is to hold the whole catalog, as it was before and after the change. */
    catalogs: z.boolean().optional(),
    /** SQL that stands for what the hosting platform creates. */
    prelude: z.string().optional(),
    actingRole: actingRole.optional(),
  })
  .readonly()
export type RehearsalPlan = z.infer<typeof rehearsalPlan>

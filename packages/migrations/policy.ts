import { backupChecks, backupPolicy } from '@operator/backup/policy'
import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'
import { livePolicy } from './live/policy.ts'

/** The policy's section `migrations`. */
export const migrationsPolicy = z.strictObject({
  /** Production's PostgreSQL major. Unset means 18, and the report says so. */
  postgres: z.number().int().min(14).max(18).optional(),
  /**
   * What rehearses: `auto`, PGlite for PostgreSQL 18 and a native server for other majors; `native`, a native server always;
   * `pglite`, PGlite always, which leaves open what another major would say.
   */
  engine: z.enum(['auto', 'pglite', 'native']).default('auto'),
  /** Only these directories (and what is below them) hold migrations; unset: wherever they are recognised. */
  paths: z.array(z.string().min(1)).optional(),
  /** Directories that hold none, such as examples. */
  ignore: z.array(z.string().min(1)).default([]),
  /** Advise a lock_timeout before statements that queue behind readers. */
  'lock-timeout-advice': z.boolean().default(false),
  /** Also report what is a matter of taste: types, names, IF EXISTS, timeouts. */
  style: z.boolean().default(false),
  /**
   * Committed sizes of production's tables (JSON), read from the base: work on a table that is known to be small is a note. Unset,
   * and for tables that it does not name: large.
   */
  stats: z.string().min(1).optional(),
  /**
   * Production's role that runs migrations: the change is rehearsed as it (on a native server), and what it may not do is a
   * finding. It owns what the merged migrations made, unless `grants` says what it may do.
   */
  role: z.string().min(1).max(63).optional(),
  /** A committed file of GRANT, REVOKE, OWNER TO and ALTER DEFAULT PRIVILEGES as production has them, read from the base. */
  grants: z.string().min(1).optional(),
  /** For all rehearsals of one run together. */
  timeout: duration.default(300_000),
  /** Files that say how a migration is taken back or why it cannot be, in the migration's own directory, the history's or the root. */
  'rollback-notes': z
    .array(z.string().min(1))
    .default(['NOT_REVERSIBLE.md', 'NOT_REVERSIBLE', 'ROLLBACK.md']),
  /** How a fresh backup is proven in `phase: before`. */
  backup: backupPolicy.optional(),
  /** How `phase: before` and `phase: verify` look at the live database. */
  live: livePolicy.prefault({}),
})
export type MigrationsPolicy = z.infer<typeof migrationsPolicy>

export const migrationsChecks: readonly CheckDefinition[] = [
  {
    id: 'migration-guard/files',
    title: 'Migration files are in order',
    level: 'enforce',
    playbook: 'Migration tested | Tested locally, reversible',
  },
  {
    id: 'migration-guard/rules',
    title: 'Migrations do not lock or break the running application',
    level: 'report',
    playbook: 'Database Migration Flow: Application works',
  },
  {
    id: 'migration-guard/rehearsal',
    title: 'Migrations apply to a copy of the schema',
    level: 'enforce',
    playbook: 'Database migrations tested (if any)',
  },
  {
    id: 'migration-guard/rollback',
    title: 'Migrations can be taken back',
    level: 'enforce',
    playbook: 'Rollback script ready',
  },
  {
    id: 'migration-guard/data',
    title: 'Migrations lose no data',
    level: 'enforce',
    playbook: 'Existing data intact',
  },
  {
    id: 'migration-guard/row-security',
    title: 'Migrations show no row to who must not see it',
    level: 'report',
    playbook: 'Security policies included',
  },
  {
    id: 'migration-guard/still-used',
    title: 'No code uses what migrations take away',
    level: 'report',
    playbook: 'Database Migration Flow: Application works',
  },
]

/** What is answered around the real migration only: before it the first two, after it the last. */
export const liveChecks: readonly CheckDefinition[] = [
  ...backupChecks,
  {
    id: 'migration-guard/live-state',
    title: 'The live database is ready to be migrated',
    level: 'enforce',
    playbook: 'FM-003: if a migration is partially applied, check its state',
  },
  {
    id: 'migration-guard/verify',
    title: 'The live database is as rehearsed',
    level: 'enforce',
    playbook: 'Database Migration Flow: Schema correct; security policies active; existing data intact',
  },
]

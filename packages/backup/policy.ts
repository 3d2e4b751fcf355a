import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'

/** Whose words the command speaks; see `formats/`. */
export const backupFormat = z.enum([
  'json',
  'azure',
  'barman',
  'cloud-sql',
  'neon',
  'pgbackrest',
  'rds',
  'supabase',
  'wal-g',
])
export type BackupFormat = z.infer<typeof backupFormat>

/** The policy's section `migrations.backup`: how a recent backup is proven before a migration. */
export const backupPolicy = z.strictObject({
  /** Prints what backups there are: the contract's JSON, or what the provider's own tool prints (`format`). */
  command: z.string().min(1),
  format: backupFormat.default('json'),
  /** Names of variables that the command needs, such as AWS_REGION; it gets no others, and no token of this job. */
  env: z.array(z.string().min(1)).default([]),
  timeout: duration.default(60_000),
  /** The newest usable backup, or the newest moment that can be restored, must not be older. */
  'max-age': duration.default(86_400_000),
  /** A restore must have been tried within this time. Unset: it is told where the command says so, and not asked for. */
  'restore-tested-within': duration.optional(),
  /** A backup that is smaller than this share of the one before it has lost something. */
  'smallest-share': z.number().min(0).max(1).default(0.5),
})
export type BackupPolicy = z.infer<typeof backupPolicy>

export const backupChecks: readonly CheckDefinition[] = [
  {
    id: 'migration-guard/backup',
    title: 'A fresh backup exists',
    level: 'report',
    playbook: 'Database Migration Flow: Backup exists',
  },
]

import { z } from 'zod'

/** One backup, or the window in which any moment can be restored. */
export const backup = z
  .object({
    /** ISO 8601: when it was complete, or the newest moment that can be restored. */
    takenAt: z.iso.datetime(),
    /** Bytes. */
    size: z.number().nonnegative().optional(),
    /** False for one that failed or is not complete. */
    usable: z.boolean(),
    /** What the provider calls it. */
    name: z.string().optional(),
  })
  .readonly()
export type Backup = z.infer<typeof backup>

export const backupList = z
  .object({
    backups: z.array(backup).readonly(),
    /** Bytes of the backup before the newest, where only the newest is listed. */
    previousSize: z.number().nonnegative().optional(),
    /** ISO 8601: when a restore was last tried and worked. */
    restoreTestedAt: z.iso.datetime().optional(),
  })
  .readonly()
export type BackupList = z.infer<typeof backupList>

/** What is known of backups, or why nothing is. */
export const backupFacts = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-configured') }).readonly(),
  z
    .object({ kind: z.literal('refused'), code: z.string(), message: z.string(), next: z.string() })
    .readonly(),
  z.object({ kind: z.literal('told'), source: z.string(), list: backupList }).readonly(),
])
export type BackupFacts = z.infer<typeof backupFacts>

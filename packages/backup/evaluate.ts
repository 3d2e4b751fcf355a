import { type CheckOutcome, counted, formatAge, formatDuration } from '@operator/report'
import type { Backup, BackupFacts, BackupList } from './facts.ts'
import type { BackupPolicy } from './policy.ts'

/** What the migration does to data, as far as it is known. */
export type DataRisk = 'loses-data' | 'keeps-data' | 'unknown'

/** Clocks of two machines differ. Milliseconds. */
const clockSkew = 300_000

interface Doubt {
  readonly code: string
  readonly message: string
  readonly next: string
}

/** Whether a backup is proven that is worth something. Without one, what loses data is no-go, and the rest asks. Pure. */
export function evaluateBackup(
  facts: BackupFacts,
  policy: BackupPolicy | undefined,
  risk: DataRisk,
  now: Date,
): CheckOutcome {
  if (facts.kind === 'not-configured' || policy === undefined)
    return risk === 'keeps-data'
      ? outcome('not-applicable', {
          code: 'not-configured',
          message: 'The policy says nothing about backups, and the pending migrations lose no data.',
          next: 'Name a command that proves one in migrations.backup.',
        })
      : without(risk, {
          code: 'not-configured',
          message: 'The policy says nothing about backups.',
          next: 'Name a command that proves a backup in migrations.backup.',
        })
  if (facts.kind === 'refused') return without(risk, facts)
  const { list, source } = facts
  const usable = list.backups.filter(isUsable).sort(byAge)
  const [newest, previous] = usable
  const evidence = describe(list, newest, source, now)
  const doubt = findDoubt(list, newest, previous, policy, now)
  if (doubt) return { ...without(risk, doubt), evidence }
  const age = newest === undefined ? 0 : now.getTime() - Date.parse(newest.takenAt)
  return {
    ...outcome('pass', {
      code: 'backup-proven',
      message: `The newest backup is ${formatAge(Math.max(age, 0))} old${newest?.size === undefined ? '' : `, ${sizeOf(newest.size)}`}.`,
    }),
    evidence,
  }
}

function findDoubt(
  { backups, previousSize, restoreTestedAt }: BackupList,
  newest: Backup | undefined,
  previous: Backup | undefined,
  policy: BackupPolicy,
  now: Date,
): Doubt | undefined {
  const make = 'Make a backup now, wait until it is complete, then run this job again.'
  if (newest === undefined)
    return {
      code: 'no-backup',
      message:
        backups.length === 0
          ? 'There is no backup.'
          : `None of ${counted(backups.length, 'backup')} is complete.`,
      next: make,
    }
  const future = backups.find(({ takenAt }) => Date.parse(takenAt) > now.getTime() + clockSkew)
  if (future)
    return {
      code: 'from-the-future',
      message: `A backup claims to be from ${future.takenAt}, which is in the future.`,
      next: 'Correct the clock or the time zone of what writes this time.',
    }
  const age = now.getTime() - Date.parse(newest.takenAt)
  if (age > policy['max-age'])
    return {
      code: 'too-old',
      message: `The newest backup is ${formatAge(age)} old; migrations.backup.max-age is ${formatDuration(policy['max-age'])}.`,
      next: make,
    }
  if (newest.size === 0)
    return {
      code: 'empty',
      message: 'The newest backup has 0 bytes.',
      next: 'Find out why the backup is empty, and make another.',
    }
  const before = previous?.size ?? previousSize
  if (newest.size !== undefined && before !== undefined && newest.size < before * policy['smallest-share'])
    return {
      code: 'shrunk',
      message: `The newest backup has ${sizeOf(newest.size)}, and the one before it ${sizeOf(before)}.`,
      next: 'Find out what the newest backup lacks before anything changes the database.',
    }
  return findRestoreDoubt(restoreTestedAt, policy, now)
}

function findRestoreDoubt(
  testedAt: string | undefined,
  { 'restore-tested-within': within }: BackupPolicy,
  now: Date,
): Doubt | undefined {
  if (within === undefined) return undefined
  const next = 'Restore the newest backup somewhere, look at it, and let the command tell restore_tested_at.'
  if (testedAt === undefined)
    return { code: 'restore-untested', message: 'Nothing says that a restore was ever tried.', next }
  const age = now.getTime() - Date.parse(testedAt)
  if (age < -clockSkew)
    return {
      code: 'from-the-future',
      message: `A restore claims to have been tried at ${testedAt}, which is in the future.`,
      next: 'Correct the clock or the time zone of what writes this time.',
    }
  return age > within
    ? {
        code: 'restore-untested',
        message: `A restore was last tried ${formatAge(age)} ago; migrations.backup.restore-tested-within is ${formatDuration(within)}.`,
        next,
      }
    : undefined
}

/** A doubt weighs as much as what the migration can lose. */
function without(risk: DataRisk, { code, message, next }: Doubt): CheckOutcome {
  switch (risk) {
    case 'loses-data':
      return outcome('fail', {
        code,
        message: `The pending migrations lose data, and no backup is proven. ${message}`,
        next,
      })
    case 'unknown':
      return outcome('ask', {
        code,
        message: `${message} What the pending migrations do to data is not known.`,
        next,
      })
    case 'keeps-data':
      return outcome('ask', { code, message, next })
  }
}

function outcome(
  status: CheckOutcome['status'],
  { code, message, next }: Omit<Doubt, 'next'> & { readonly next?: string },
): CheckOutcome {
  return {
    id: 'migration-guard/backup',
    status,
    reason: { code, message },
    findings: [],
    evidence: [],
    ...(next !== undefined && { next }),
  }
}

function describe(
  { backups, restoreTestedAt }: BackupList,
  newest: Backup | undefined,
  source: string,
  now: Date,
): CheckOutcome['evidence'] {
  const observedAt = now.toISOString()
  const facts = [
    `${counted(backups.length, 'backup')}${newest === undefined ? '' : `, the newest usable one of ${newest.takenAt}${newest.name === undefined ? '' : ` (${newest.name})`}`}`,
    restoreTestedAt === undefined
      ? 'nothing says when a restore was last tried'
      : `a restore was tried at ${restoreTestedAt}`,
  ]
  return facts.map((fact) => ({ fact, source, observedAt }))
}

function isUsable({ usable }: Backup): boolean {
  return usable
}

function byAge(a: Backup, b: Backup): number {
  return Date.parse(b.takenAt) - Date.parse(a.takenAt)
}

function sizeOf(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1)
  return `${Math.round((bytes / 1_024 ** power) * 10) / 10} ${units[power]}`
}

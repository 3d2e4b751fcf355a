/** PostgreSQL's table lock modes, weakest first, as `pg_locks.mode` spells them. */
export const lockModes = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const
export type LockMode = (typeof lockModes)[number]

/** Work on the table's rows while the lock is held. */
export type TableWork = 'none' | 'scan' | 'build' | 'rewrite'

export interface LockFact {
  readonly lock: LockMode
  readonly work: TableWork
  /** First PostgreSQL major for which this holds; the newest matching entry counts. */
  readonly since: number
}

/**
 * Strongest lock on an existing relation and the work done under it, by operation.
 * Measured on PostgreSQL 11 to 18 by running each statement with `pg_locks`, `relfilenode` and DEBUG1 messages.
 */
const facts = {
  'add column': [{ lock: 'AccessExclusiveLock', work: 'none', since: 11 }],
  'add column with volatile default': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'add identity or serial column': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'add stored generated column': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 12 }],
  'add virtual generated column': [{ lock: 'AccessExclusiveLock', work: 'none', since: 18 }],
  'add column with check': [{ lock: 'AccessExclusiveLock', work: 'scan', since: 10 }],
  'add column with unique': [{ lock: 'AccessExclusiveLock', work: 'build', since: 10 }],
  'drop column': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'set not null': [{ lock: 'AccessExclusiveLock', work: 'scan', since: 10 }],
  'set not null with valid check': [
    { lock: 'AccessExclusiveLock', work: 'scan', since: 10 },
    { lock: 'AccessExclusiveLock', work: 'none', since: 12 },
  ],
  'alter column type': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'set expression': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 17 }],
  'add check': [{ lock: 'AccessExclusiveLock', work: 'scan', since: 10 }],
  'add check not valid': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'validate check': [{ lock: 'ShareUpdateExclusiveLock', work: 'scan', since: 10 }],
  'add foreign key': [{ lock: 'ShareRowExclusiveLock', work: 'scan', since: 10 }],
  'add foreign key not valid': [{ lock: 'ShareRowExclusiveLock', work: 'none', since: 10 }],
  'validate foreign key': [{ lock: 'ShareUpdateExclusiveLock', work: 'scan', since: 10 }],
  'add primary key': [{ lock: 'AccessExclusiveLock', work: 'build', since: 10 }],
  'add unique': [{ lock: 'AccessExclusiveLock', work: 'build', since: 10 }],
  'add exclusion': [{ lock: 'AccessExclusiveLock', work: 'build', since: 10 }],
  'add constraint using index': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'drop constraint': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'create index': [{ lock: 'ShareLock', work: 'build', since: 10 }],
  'create index concurrently': [{ lock: 'ShareUpdateExclusiveLock', work: 'build', since: 10 }],
  'drop index': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'drop index concurrently': [{ lock: 'ShareUpdateExclusiveLock', work: 'none', since: 10 }],
  reindex: [{ lock: 'ShareLock', work: 'build', since: 10 }],
  'reindex concurrently': [{ lock: 'ShareUpdateExclusiveLock', work: 'build', since: 12 }],
  'attach partition': [{ lock: 'AccessExclusiveLock', work: 'scan', since: 10 }],
  'detach partition': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'create partition of': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'drop table': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  truncate: [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  cluster: [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'vacuum full': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'set logged or unlogged': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'set tablespace or access method': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'rename table or column': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'create trigger': [{ lock: 'ShareRowExclusiveLock', work: 'none', since: 10 }],
  'refresh materialized view': [{ lock: 'AccessExclusiveLock', work: 'rewrite', since: 10 }],
  'refresh materialized view concurrently': [{ lock: 'ExclusiveLock', work: 'none', since: 10 }],
  'change row security or policy': [{ lock: 'AccessExclusiveLock', work: 'none', since: 10 }],
  'add domain constraint': [{ lock: 'ShareLock', work: 'scan', since: 10 }],
} as const satisfies Record<string, readonly LockFact[]>
export type Operation = keyof typeof facts
export const operations: readonly string[] = Object.keys(facts)

/** The fact for a PostgreSQL major, or undefined where that version has no such statement. */
export function lockFact(operation: Operation, major: number): LockFact | undefined {
  const known: readonly LockFact[] = facts[operation]
  return known.findLast((fact) => fact.since <= major)
}

/** What waits while the lock is held: every reader and writer, writers, or other schema changes only. */
export function blocked(lock: LockMode): 'reads and writes' | 'writes' | 'other schema changes' | 'nothing' {
  switch (lock) {
    case 'AccessExclusiveLock':
      return 'reads and writes'
    case 'ShareLock':
    case 'ShareRowExclusiveLock':
    case 'ExclusiveLock':
      return 'writes'
    case 'ShareUpdateExclusiveLock':
      return 'other schema changes'
    default:
      return 'nothing'
  }
}

/** `ACCESS EXCLUSIVE`, as PostgreSQL's manual writes it. */
export function lockName(lock: LockMode): string {
  return lock
    .slice(0, -'Lock'.length)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase()
}

export function strongerLock(a: LockMode, b: LockMode): LockMode {
  return lockModes.indexOf(a) >= lockModes.indexOf(b) ? a : b
}

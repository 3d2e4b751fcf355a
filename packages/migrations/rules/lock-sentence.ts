import { blocked, lockFact, lockName, type Operation } from '@operator/postgres'

const work = {
  none: '',
  scan: ' while it reads every row',
  build: ' while it builds an index over every row',
  rewrite: ' while it rewrites the table and all its indexes',
} as const

/** "takes ACCESS EXCLUSIVE on t, which blocks reads and writes, while it reads every row", from the measured facts. */
export function lockSentence(operation: Operation, table: string, major: number): string {
  const fact = lockFact(operation, major)
  if (fact === undefined) return `locks ${table}`
  return `takes ${lockName(fact.lock)} on ${table}, which blocks ${blocked(fact.lock)},${work[fact.work]}`.replace(
    /,$/,
    '',
  )
}

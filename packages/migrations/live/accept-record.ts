import { createHash } from 'node:crypto'
import { formatAge, formatDuration } from '@operator/report'
import { type LiveRecord, liveRecord } from './record.ts'
import type { LiveServer } from './server.ts'
import type { RecordFacts } from './snapshot.ts'

/** The file that `phase: before` wrote, as it was found. */
export type GivenRecord =
  | {
      readonly kind: 'found'
      readonly path: string
      readonly text: string
      readonly digest: string | undefined
    }
  | { readonly kind: 'missing'; readonly path: string; readonly why: string }

export interface RecordExpectation {
  readonly server: LiveServer
  readonly head: string
  readonly now: Date
  /** Milliseconds. */
  readonly maxAge: number
}

const again =
  'Run phase: before right before the migration, and hand its outputs record and record-digest over unchanged.'

/** Takes a record only for the same commit and database, of this hour, and as it was written. */
export function acceptRecord(given: GivenRecord | undefined, expected: RecordExpectation): RecordFacts {
  if (given === undefined) return { kind: 'none' }
  if (given.kind === 'missing')
    return reject('record-missing', `The record ${given.path} could not be read: ${given.why}.`)
  if (given.digest !== undefined && given.digest !== digestOf(given.text))
    return reject('record-changed', `The record ${given.path} is not what phase: before wrote (SHA-256).`)
  const record = parse(given.text)
  if (record === undefined) return reject('record-unreadable', `${given.path} is no record of phase: before.`)
  if (record.identity !== expected.server.identity)
    return reject(
      'other-database',
      `The record is of the database ${record.identity}, and this is ${expected.server.identity}.`,
    )
  if (record.commit !== expected.head)
    return reject('other-commit', `The record was taken for ${record.commit}, and this is ${expected.head}.`)
  const age = expected.now.getTime() - Date.parse(record.takenAt)
  if (age < -60_000)
    return reject('record-from-the-future', `The record claims to be from ${record.takenAt}.`)
  if (age > expected.maxAge)
    return reject(
      'record-too-old',
      `The record is ${formatAge(age)} old; migrations.live.record-max-age is ${formatDuration(expected.maxAge)}.`,
    )
  const { drift, mayShrink, pending, rows, takenAt } = record
  return {
    kind: 'read',
    takenAt,
    rows,
    mayShrink,
    ...(drift && { drift }),
    ...(pending && { pending }),
  }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function reject(code: string, message: string): RecordFacts {
  return { kind: 'rejected', code, message, next: again }
}

function parse(text: string): LiveRecord | undefined {
  try {
    return liveRecord.safeParse(JSON.parse(text)).data
  } catch {
    // Said as `record-unreadable`.
    return undefined
  }
}

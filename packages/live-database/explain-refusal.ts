import { DatabaseError } from 'pg'
import { type LiveLimits, NotReadOnlyError } from './connect.ts'

export interface Refusal {
  /** Stable. */
  readonly code:
    | 'wrong-url'
    | 'unreachable'
    | 'refused'
    | 'timed-out'
    | 'locked'
    | 'no-permission'
    | 'not-read-only'
    | 'connection-lost'
  /** One sentence. */
  readonly message: string
  readonly next: string
}

/** By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const states: readonly (readonly [RegExp, Refusal['code'], string])[] = [
  [/^28/, 'refused', 'Check user, password, sslmode and pg_hba.conf for the role of live-database-url.'],
  [/^3D/, 'refused', 'Name the database that is migrated in live-database-url.'],
  [/^(53|57P0[123])/, 'refused', 'Wait until the server takes connections, then run this job again.'],
  [
    /^57014/,
    'timed-out',
    'Raise migrations.live.statement-timeout, or run this when the database is less busy.',
  ],
  [/^55P03/, 'locked', 'Wait until whoever holds the lock is done, then run this job again.'],
  [/^42501/, 'no-permission', 'Grant pg_read_all_data to the role of live-database-url.'],
  [
    /^(08P01|42704|22023)/,
    'not-read-only',
    'Name the server itself in live-database-url, not a pooler in front of it.',
  ],
]

/** What went wrong between us and the server, in a sentence; undefined for what is no refusal. */
export function explainRefusal(error: unknown, place: string, limits: LiveLimits): Refusal | undefined {
  if (error instanceof NotReadOnlyError)
    return {
      code: 'not-read-only',
      message: `${place} does not keep the session read-only (default_transaction_read_only), as a pooler does not.`,
      next: 'Name the server itself in live-database-url, not a pooler in front of it.',
    }
  if (error instanceof DatabaseError) {
    const known = states.find(([state]) => state.test(error.code ?? ''))
    return known && { code: known[1], message: `${place} says: ${error.message}.`, next: known[2] }
  }
  if (!(error instanceof Error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  const network = 'Check host and port, and that this runner may reach the database.'
  if (/timeout/i.test(error.message))
    return {
      code: 'timed-out',
      message: `${place} did not answer within ${(/connect|expired/i.test(error.message) ? limits.connect : limits.statement) / 1_000} s.`,
      next: network,
    }
  if (/SSL|certificate|TLS/i.test(error.message))
    return {
      code: 'refused',
      message: `${place}: ${error.message}.`,
      next: 'Correct sslmode in live-database-url.',
    }
  if (code === 'ECONNRESET' || code === 'EPIPE' || /Connection terminated|not queryable/i.test(error.message))
    return { code: 'connection-lost', message: `The connection to ${place} broke.`, next: network }
  if (code !== undefined && /^E[A-Z_]+$/.test(code))
    return { code: 'unreachable', message: `${place} could not be reached (${code}).`, next: network }
  return undefined
}

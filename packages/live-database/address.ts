import type { LiveLimits } from './connect.ts'
import type { Refusal } from './explain-refusal.ts'

export type Address =
  | {
      readonly ok: true
      readonly connectionString: string
      /** Host, port and database: what may be shown. */
      readonly place: string
    }
  | { readonly ok: false; readonly refusal: Refusal }

const form = 'postgres://user:password@host:port/database'

/** Reads the input `live-database-url`, of which nothing is ever shown but host, port and database. */
export function addressOf(text: string, limits: LiveLimits): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol))
    return refuse(
      `live-database-url is no ${form}; a percent, hash or at sign in the password must be encoded`,
    )
  if (url.pathname.length < 2) return refuse(`live-database-url names no database: it has the form ${form}`)
  const settings = {
    default_transaction_read_only: 'on',
    statement_timeout: String(limits.statement),
    lock_timeout: String(limits.lock),
    idle_in_transaction_session_timeout: String(2 * limits.statement),
    // Rows that a policy hides must be an error, not a smaller count.
    row_security: 'off',
    // Definitions are written out as the rehearsal's server writes them.
    TimeZone: 'UTC',
    IntervalStyle: 'postgres',
    DateStyle: 'ISO',
  }
  const wishes = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
  // The last one counts.
  url.searchParams.set('options', [url.searchParams.get('options') ?? '', ...wishes].join(' ').trim())
  const host = url.searchParams.get('host') ?? url.hostname
  return { ok: true, connectionString: url.href, place: `${host}:${url.port || 5_432}${url.pathname}` }
}

function refuse(message: string): Address {
  return {
    ok: false,
    refusal: {
      code: 'wrong-url',
      message: `${message}.`,
      next: 'Correct the secret behind live-database-url.',
    },
  }
}

import { Socket } from 'node:net'
import type { Session } from '@operator/rehearsal'
import { Client } from 'pg'
import { z } from 'zod'
import { addressOf } from './address.ts'
import { explainRefusal, type Refusal } from './explain-refusal.ts'

/** Milliseconds. */
export interface LiveLimits {
  readonly connect: number
  /** For one statement. */
  readonly statement: number
  /** For a lock that somebody else holds: nobody in production waits behind this. */
  readonly lock: number
}

/** What was read of the live database, or why nothing was. */
export type LiveAnswer<T> =
  | { readonly kind: 'read'; readonly value: T }
  | ({ readonly kind: 'unreachable' } & Refusal)

/** How long a server may take to say goodbye. Milliseconds. */
const farewell = 2_000

/**
 * Runs `work` in one session in which nothing can be written, and ends it. What the server or the network refuses is in the answer,
 * in words that hold neither the address's password nor a row; what `work` itself throws is thrown.
 */
export async function withLiveDatabase<T>(
  url: string,
  limits: LiveLimits,
  work: (session: Session) => Promise<T>,
): Promise<LiveAnswer<T>> {
  const address = addressOf(url, limits)
  if (!address.ok) return { kind: 'unreachable', ...address.refusal }
  let socket: Socket | undefined
  const client = new Client({
    connectionString: address.connectionString,
    application_name: 'operator migration-guard',
    connectionTimeoutMillis: limits.connect,
    // The server's own limit comes first; this one is for a server that says nothing at all.
    query_timeout: limits.statement + farewell,
    stream: () => {
      socket = new Socket()
      return socket
    },
  })
  // A connection that breaks between two queries is told by the next one.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await assertReadOnly(client)
    return { kind: 'read', value: await work(sessionOf(client)) }
  } catch (error) {
    const refusal = explainRefusal(error, address.place, limits)
    if (refusal === undefined) throw error
    return { kind: 'unreachable', ...refusal }
  } finally {
    await leave(client, () => socket)
  }
}

/** A pooler may take the wish for read-only transactions and forget it. */
async function assertReadOnly(client: Client): Promise<void> {
  const answer = z.object({ rows: z.array(z.object({ setting: z.string() })) })
  const { rows } = answer.parse(
    await client.query("select current_setting('default_transaction_read_only') as setting"),
  )
  if (rows[0]?.setting !== 'on') throw new NotReadOnlyError()
}

/** The session would be able to write. */
export class NotReadOnlyError extends Error {}

function sessionOf(client: Client): Session {
  return {
    run: async (sql) => {
      await client.query(sql)
    },
    read: async (sql, row) => {
      const { rows } = await client.query(sql)
      return rows.map((value) => row.parse(value))
    },
  }
}

async function leave(client: Client, socket: () => Socket | undefined): Promise<void> {
  const clock = setTimeout(() => socket()?.destroy(), farewell)
  try {
    await client.end()
  } catch {
    // It is gone already, which is all that was wanted.
  } finally {
    clearTimeout(clock)
    socket()?.destroy()
  }
}

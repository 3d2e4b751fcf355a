import { Client, DatabaseError } from 'pg'
import { EngineStoppedError, type Notice, type Session } from '../database.ts'

export interface Address {
  /** A host, or the directory of a Unix socket. */
  readonly host: string
  readonly port: number
}

export interface Login {
  readonly user: string
  readonly password: string
  readonly database: string
}

export interface Connection extends Session {
  close(): Promise<void>
}

const connectTimeoutMilliseconds = 10_000

/** One session on a server. It is never opened again by itself: a lost session has lost its transaction too. */
export async function connect(address: Address, login: Login): Promise<Connection> {
  const client = new Client({
    ...address,
    ...login,
    ssl: false,
    application_name: 'operator rehearsal',
    connectionTimeoutMillis: connectTimeoutMilliseconds,
  })
  // A connection that breaks between two queries is told by the next one.
  client.on('error', () => undefined)
  let hear: ((notice: Notice) => void) | undefined
  client.on('notice', ({ message }) => hear?.({ message: message ?? '' }))
  await client.connect()
  return {
    run: async (sql, onNotice) => {
      hear = onNotice
      try {
        await client.query(sql)
      } catch (error) {
        throw toEngineError(error)
      } finally {
        hear = undefined
      }
    },
    read: async (sql, row) => {
      const { rows } = await client.query(sql).catch((error: unknown) => {
        throw toEngineError(error)
      })
      return rows.map((value) => row.parse(value))
    },
    close: () => client.end(),
  }
}

/** Everything but the server's own answer means that the connection is gone. */
function toEngineError(error: unknown): unknown {
  return error instanceof DatabaseError ? error : new EngineStoppedError()
}

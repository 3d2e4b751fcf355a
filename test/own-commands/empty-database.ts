import type { RecordingLogin } from '@operator/rehearsal'
import { Client } from 'pg'

/** Drops all that a tool has made, as the role that made it. */
export async function emptyDatabase({ host, port, user, password, database }: RecordingLogin): Promise<void> {
  const client = new Client({ host, port, user, password, database, ssl: false })
  await client.connect()
  await client.query(
    'drop schema if exists drizzle cascade; drop schema public cascade; create schema public',
  )
  await client.end()
}

import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Connection, connect } from '../rehearsal/native/connect.ts'
import { openEmbedded } from '../rehearsal/native/embedded-scene.ts'

const superuser = { user: 'admin', password: 'admin' }

/** A real server on loopback, as a production database is reached: over TCP, with an owner and a role that may only read. */
export interface LiveScene {
  readonly port: number
  /** Runs SQL as the superuser. */
  run(database: string, sql: string): Promise<void>
  /** Runs SQL as the role that owns the tables and runs the migrations. */
  runAsOwner(database: string, sql: string): Promise<void>
  /** The address for the role that may only read. */
  url(database: string, user?: string): string
  close(): Promise<void>
}

export async function openLiveScene(major: number): Promise<LiveScene> {
  const { room, binaries } = await openEmbedded(major)
  const program = (name: string) => join(binaries.directory, name)
  const data = join(room.directory, 'live')
  await room.run(program('initdb'), [
    `--pgdata=${data}`,
    '--username=admin',
    '--auth=trust',
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C',
  ])
  const port = await freePort()
  const options = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${room.directory}`,
    'fsync=off',
  ]
  room.start(program('postgres'), ['-D', data, ...options.flatMap((option) => ['-c', option])])
  const address = { host: '127.0.0.1', port }
  const within = async (database: string, user: string, sql: string) => {
    const session: Connection = await connect(address, { ...superuser, user, database })
    try {
      await session.run(sql)
    } finally {
      await session.close()
    }
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      await within('postgres', 'admin', 'create role shop_owner login createrole')
      break
    } catch (error) {
      if (attempt > 400) throw error
      await wait(100)
    }
  }
  await within(
    'postgres',
    'admin',
    'create role reader login; grant pg_read_all_data to reader; alter role reader bypassrls',
  )
  await within('postgres', 'admin', 'create role stranger login')
  return {
    port,
    run: (database, sql) => within(database, 'admin', sql),
    runAsOwner: (database, sql) => within(database, 'shop_owner', sql),
    url: (database, user = 'reader') => `postgres://${user}:made-up@127.0.0.1:${port}/${database}`,
    close: () => room.remove(),
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

import { randomBytes } from 'node:crypto'
import { chown, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Database, type Engine, EngineStoppedError } from '../database.ts'
import { type Address, connect } from './connect.ts'
import { openDatabase } from './open-database.ts'
import type { Room } from './room.ts'
import { EngineUnavailableError } from './unavailable.ts'
import { watchSpace } from './watch-space.ts'

/** PostgreSQL's programs. */
export interface Binaries {
  /** Where initdb and postgres are. */
  readonly directory: string
  /** Completes "measured on …". */
  readonly name: string
}

/** A throwaway server is lost with its machine: nothing waits for a disk. The rest is what PGlite has too. */
const settings = {
  listen_addresses: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  jit: 'off',
  max_connections: '20',
  max_parallel_maintenance_workers: '0',
  max_parallel_workers: '0',
  temp_file_limit: '4GB',
  TimeZone: 'UTC',
  lc_messages: 'C',
  log_min_messages: 'fatal',
}

/** The server's own superuser; migrations run as another role. */
export const superuser = 'operator'

/** Names the socket; nothing listens on TCP. */
const firstPort = 5_432

/** How long a new server may take until it answers, on a machine that is busy with other things. */
const startTimeoutMilliseconds = 60_000

/** What a server has that others are to reach. */
export interface Special {
  readonly port: number
  readonly settings: Readonly<Record<string, string>>
  /** Of the role that migrations run as; made up when not given. */
  readonly password: string
}

/** Servers from one freshly initialised data directory: each database is on one of its own, since roles belong to a server. */
export async function serveNative(binaries: Binaries, room: Room, special?: Special): Promise<Engine> {
  const password = randomBytes(24).toString('base64url')
  const pristine = join(room.directory, 'pristine')
  await initialise(binaries, room, pristine, password)
  let count = 0
  const start = async (): Promise<Database> => {
    count += 1
    const data = join(room.directory, `data${count}`)
    await room.run('cp', ['-R', pristine, data])
    const port = special?.port ?? firstPort + count
    const options = {
      ...settings,
      ...special?.settings,
      port: String(port),
      unix_socket_directories: room.directory,
    }
    const server = room.start(join(binaries.directory, 'postgres'), [
      '-D',
      data,
      ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ])
    const address: Address = { host: room.directory, port }
    await untilReady(address, { user: superuser, password, database: 'template1' }, server.ended)
    const opened = await openDatabase({
      address,
      superuser: { user: superuser, password },
      // What PGlite calls them, so that migrations which name the one or the other run alike.
      role: 'postgres',
      database: 'postgres',
      ownServer: true,
      ...(special && { password: special.password }),
    })
    let isShort = false
    const stopWatching = await watchSpace(room.directory, () => {
      isShort = true
      server.stop()
    })
    return {
      ...opened,
      run: async (sql, onNotice) => {
        try {
          await opened.run(sql, onNotice)
        } catch (error) {
          throw isShort ? new EngineStoppedError('it wrote until the disk was nearly full') : error
        }
      },
      close: async () => {
        stopWatching()
        await opened.close()
        await server.stop()
        await rm(data, { recursive: true, force: true })
      },
    }
  }
  return { name: binaries.name, start, stop: () => room.remove() }
}

async function initialise(binaries: Binaries, room: Room, data: string, password: string): Promise<void> {
  const file = join(room.directory, 'password')
  await writeFile(file, password, { mode: 0o600 })
  // Root wrote it; the server's user must read it.
  if (room.user) await chown(file, room.user.uid, room.user.gid)
  try {
    await room.run(join(binaries.directory, 'initdb'), [
      `--pgdata=${data}`,
      `--username=${superuser}`,
      `--pwfile=${file}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ])
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new EngineUnavailableError(`${binaries.name} does not start: ${why}`, { cause: error })
  } finally {
    await rm(file, { force: true })
  }
}

async function untilReady(
  address: Address,
  login: { readonly user: string; readonly password: string; readonly database: string },
  ended: Promise<{ readonly output: string }>,
): Promise<void> {
  let output: string | undefined
  ended.then((ending) => {
    output = ending.output
  })
  const deadline = performance.now() + startTimeoutMilliseconds
  for (let last: unknown; ; ) {
    if (output !== undefined) throw new EngineUnavailableError(`its server ended at once: ${output.trim()}`)
    if (performance.now() > deadline)
      throw new EngineUnavailableError('its server did not answer in time', { cause: last })
    try {
      const connection = await connect(address, login)
      await connection.close()
      return
    } catch (error) {
      // It has no socket yet, or is still starting up (57P03).
      last = error
      await wait(25)
    }
  }
}

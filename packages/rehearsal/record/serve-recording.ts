import { randomBytes } from 'node:crypto'
import { open } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type Database, EngineStoppedError, quoteLiteral } from '../database.ts'
import { openOwnServer } from '../native/open-native.ts'
import { serveNative, superuser } from '../native/server.ts'
import { type LogLine, readCsvLog } from './csv-log.ts'
import type { RecordingLogin } from './login.ts'
import { readRecording } from './read-recording.ts'
import type { RecordedRun } from './recorded-statement.ts'

export interface RecordingServer {
  readonly login: RecordingLogin
  /** What was sent since the last time; sessions that are still open are ended first. */
  take(): Promise<RecordedRun>
  stop(): Promise<void>
}

/** What migrations run as in a rehearsal too. */
const role = 'postgres'

/** Bytes; a log beyond this is no migration's. */
const longestLog = 64 * 1024 * 1024

const drainMilliseconds = 20_000

/**
 * A throwaway server on the loopback interface that logs every statement with its transaction. On it migrations run as a role
 * that is no superuser, which could switch the log off.
 */
export async function serveRecording(
  major: number,
  environment: Readonly<Record<string, string | undefined>>,
  onProgress: (at: string) => void,
): Promise<RecordingServer> {
  const { binaries, room } = await openOwnServer(major, environment, onProgress)
  try {
    const password = randomBytes(24).toString('hex')
    const port = await freePort()
    const directory = join(room.directory, 'log')
    const engine = await serveNative(binaries, room, { port, password, settings: settingsFor(directory) })
    const database = await engine.start()
    await database.inspector.run(`alter role ${role} set log_statement = 'all'`)
    const take = recorder(database, join(directory, 'recording.csv'))
    return {
      login: { host: '127.0.0.1', port, user: role, password, database: 'postgres' },
      take,
      stop: async () => {
        await database.close()
        await engine.stop()
      },
    }
  } catch (error) {
    await room.remove()
    throw error
  }
}

function settingsFor(directory: string): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    max_connections: '60',
    logging_collector: 'on',
    log_destination: 'csvlog',
    log_directory: directory,
    log_filename: 'recording.log',
    log_rotation_age: '0',
    log_rotation_size: '0',
    log_min_messages: 'error',
    log_min_error_statement: 'error',
    // Off by themselves, but a packager's defaults may differ.
    log_connections: 'off',
    log_disconnections: 'off',
    log_duration: 'off',
  }
}

/** The server's own port must be known before it starts: tools are given a URL. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : undefined
      server.close(() => (port === undefined ? reject(new Error('No port is free.')) : resolve(port)))
    })
  })
}

const countRow = z.object({ count: z.coerce.number() })

function recorder({ inspector }: Database, path: string): () => Promise<RecordedRun> {
  let read = 0
  return async () => {
    await endOthers(inspector)
    // The collector writes what it gets in order: once this is there, all that was said before it is too.
    const mark = `operator ${randomBytes(12).toString('hex')}`
    await inspector.run("set log_statement = 'all'")
    await inspector.run(`select ${quoteLiteral(mark)}`)
    await inspector.run("set log_statement = 'none'")
    const deadline = performance.now() + drainMilliseconds
    for (;;) {
      const bytes = await readFrom(path, read)
      const marked = bytes.indexOf(mark)
      const end = marked === -1 ? -1 : bytes.indexOf('\n', marked)
      if (end !== -1) {
        read += end + 1
        return readRecording(readCsvLog(bytes.toString('utf8', 0, end + 1)).filter(isCommands))
      }
      if (performance.now() > deadline) throw new Error('The recording server did not write its log in time.')
      await wait(50)
    }
  }
}

function isCommands({ user }: LogLine): boolean {
  return user !== '' && user !== superuser
}

/** What a command left open would go on sending, or hold locks against the next one. */
async function endOthers(inspector: Database['inspector']): Promise<void> {
  const others = `from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
    and usename <> ${quoteLiteral(superuser)}`
  const deadline = performance.now() + drainMilliseconds
  for (;;) {
    const [left] = await inspector.read(
      `select count(*) as count from (select pg_terminate_backend(pid) ${others}) ended`,
      countRow,
    )
    if (left?.count === 0) return
    if (performance.now() > deadline) throw new EngineStoppedError('a session of the command does not end')
    await wait(20)
  }
}

async function readFrom(path: string, position: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size - position > longestLog)
      throw new EngineStoppedError(`the command sent more than ${longestLog} bytes of SQL`)
    const buffer = Buffer.alloc(Math.max(size - position, 0))
    await file.read(buffer, 0, buffer.length, position)
    return buffer
  } finally {
    await file.close()
  }
}

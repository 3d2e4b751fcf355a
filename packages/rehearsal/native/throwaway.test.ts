import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import type { Engine } from '../database.ts'
import { type Connection, connect } from './connect.ts'
import { openEmbedded } from './embedded-scene.ts'
import type { Room } from './room.ts'
import { serveDatabaseUrl } from './serve-database-url.ts'

const major = 17

/** A server like a job's service container: a superuser with a password, one database, reachable over TCP. */
let room: Room
let port = 0
let admin: Connection
const login = { user: 'ci', password: 'ci', database: 'app_test' }
const url = (changes: Partial<typeof login> = {}) => {
  const { user, password, database } = { ...login, ...changes }
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`
}

beforeAll(async () => {
  const opened = await openEmbedded(major)
  room = opened.room
  const program = (name: string) => join(opened.binaries.directory, name)
  const data = join(room.directory, 'service')
  await room.run(program('initdb'), [`--pgdata=${data}`, '--username=ci', '--auth=trust', '--no-sync'])
  port = await freePort()
  const options = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${room.directory}`]
  room.start(program('postgres'), ['-D', data, ...options.flatMap((option) => ['-c', option])])
  const address = { host: '127.0.0.1', port }
  for (let attempt = 0; ; attempt += 1) {
    try {
      const first = await connect(address, { ...login, database: 'postgres' })
      await first.run('create database app_test')
      await first.close()
      break
    } catch (error) {
      if (attempt > 400) throw error
      await wait(100)
    }
  }
  admin = await connect(address, login)
}, 300_000)

afterAll(() => room.remove())

/** What stands on the server beside what initdb made. */
async function readLeft(): Promise<string[]> {
  const session = await connect({ host: '127.0.0.1', port }, { ...login, database: 'template1' })
  const rows = await session.read(
    "select rolname::text as name from pg_roles where oid >= 16384 union all select datname from pg_database where oid >= 16384 and datname <> 'app_test' order by 1",
    z.object({ name: z.string() }),
  )
  await session.close()
  return rows.map(({ name }) => name)
}

describe('serveDatabaseUrl refuses', () => {
  /** Runs with the server in a state that this SQL makes; no session but the action's own is open then. */
  async function refusal(make: string, unmake: string, given = url()): Promise<string> {
    const during = async (sql: string) => {
      const session = await connect({ host: '127.0.0.1', port }, login)
      for (const statement of sql.split('; ').filter((text) => text !== '')) await session.run(statement)
      await session.close()
    }
    if (admin) await admin.close()
    await during(make)
    try {
      const engine = await serveDatabaseUrl(given, major)
      await engine.stop()
      return 'taken'
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    } finally {
      await during(unmake)
      admin = await connect({ host: '127.0.0.1', port }, login)
    }
  }

  test.each([
    ['a table', 'create table kept (a int)', 'drop table kept', 'its database app_test is not empty (kept)'],
    [
      'a table of another schema',
      'create schema s; create table s.kept (a int)',
      'drop schema s cascade',
      'not empty (s.kept)',
    ],
    [
      'a function',
      'create function kept() returns int language sql as $$ select 1 $$',
      'drop function kept()',
      'not empty (kept())',
    ],
    [
      'another database',
      'create database shop',
      'drop database shop',
      'its server has another database (shop)',
    ],
    [
      'a replication slot',
      "select pg_create_physical_replication_slot('standby')",
      "select pg_drop_replication_slot('standby')",
      'its server replicates (standby)',
    ],
  ])('one with %s', async (_, make, unmake, why) => {
    expect(await refusal(make, unmake)).toContain(why)
  })

  test('a user that is no superuser', async () => {
    expect(await refusal('create role plain login', 'drop role plain', url({ user: 'plain' }))).toContain(
      'its user is no superuser',
    )
  })

  test('another major, a server that is not there, and one that somebody else uses', async () => {
    await expect(serveDatabaseUrl(url(), 16)).rejects.toThrow(
      "its server is PostgreSQL 17, and production's is 16",
    )
    await expect(
      serveDatabaseUrl(`postgres://ci@127.0.0.1:${await freePort()}/app_test`, major),
    ).rejects.toThrow('does not let us in')
    await expect(serveDatabaseUrl(url({ database: 'nothing' }), major)).rejects.toThrow('does not let us in')
    await expect(serveDatabaseUrl(url(), major)).rejects.toThrow('somebody else is connected to its server')
  })

  test('what it refuses it leaves as it was', async () => {
    expect(await readLeft()).toEqual([])
  })
})

describe('serveDatabaseUrl', () => {
  const engines: Engine[] = []
  beforeAll(() => admin.close())
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.stop()
  })
  const serve = async () => {
    const engine = await serveDatabaseUrl(url(), major)
    engines.push(engine)
    return engine
  }

  test('rehearses as no superuser in a database of its own, and leaves nothing', async () => {
    const engine = await serve()
    for (let time = 0; time < 2; time += 1) {
      const database = await engine.start()
      await database.run(
        'create role app; create table t (a int); alter table t owner to operator_rehearsal; grant select on t to app',
      )
      await expect(database.run("copy t from program 'true'")).rejects.toThrow('permission denied')
      await expect(database.run('grant pg_execute_server_program to operator_rehearsal')).rejects.toThrow(
        'permission denied',
      )
      await database.close()
    }
    expect(await readLeft()).toEqual([])
  })

  test('two at once: the second is refused', async () => {
    await serve()
    await expect(serveDatabaseUrl(url(), major)).rejects.toThrow('another rehearsal is using its server')
  })

  test('what a killed rehearsal left is gone after the next', async () => {
    const killed = await serve()
    const database = await killed.start()
    await database.run('create role app; create table t (a int); grant select on t to app')
    await killed.stop()
    expect(await readLeft()).toEqual(['app', 'operator_rehearsal', 'operator_rehearsal'])
    engines.length = 0
    const next = await (await serve()).start()
    await expect(next.run('create role app; create table t (a int)')).resolves.toBeUndefined()
    await next.close()
    expect(await readLeft()).toEqual([])
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { type Database, type Engine, toSqlError } from '../database.ts'
import { serveEmbedded } from './embedded-scene.ts'

/** The oldest, where whoever makes roles may do the most, and a current one. */
describe.each([14, 17])('a native server of PostgreSQL %i', (major) => {
  let engine: Engine
  let database: Database
  beforeAll(async () => {
    process.env['OPERATOR_TEST_SECRET'] = 'x'
    engine = await serveEmbedded(major)
    database = await engine.start()
    delete process.env['OPERATOR_TEST_SECRET']
  }, 300_000)
  afterAll(async () => {
    await database.close()
    await engine.stop()
  })

  async function refusal(sql: string): Promise<string> {
    try {
      await database.run(sql)
      return 'done'
    } catch (error) {
      return toSqlError(error).code
    } finally {
      await database.run('rollback; reset role')
    }
  }

  test('is of that major, and migrations are no superuser there', async () => {
    const row = z.object({ version: z.string(), superuser: z.boolean() })
    const [answer] = await database.read(
      "select current_setting('server_version') as version, rolsuper as superuser from pg_roles where rolname = current_user",
      row,
    )
    expect(answer).toEqual({ version: expect.stringMatching(new RegExp(`^${major}\\.`)), superuser: false })
    expect(database.limitedRole).toBe('postgres')
  })

  const witness = join(tmpdir(), `operator-witness-${process.pid}-${major}`)
  test.each([
    [`copy (select 1) to program 'touch ${witness}'`, '42501'],
    [`do $$ begin execute 'copy (select 1) to program ''touch ${witness}'''; end $$`, '42501'],
    [`copy (select 1) to '${witness}'`, '42501'],
    ["create temp table f (l text); copy f from '/etc/passwd'", '42501'],
    ["select pg_read_file('/etc/passwd')", '42501'],
    ["select pg_ls_dir('/')", '42501'],
    ["select lo_import('/etc/passwd')", '42501'],
    ['alter system set fsync = on', '42501'],
    ["load 'dblink'", '42501'],
    ['create extension dblink', '42501'],
    ['create extension postgres_fdw', '42501'],
    ['create extension file_fdw', '42501'],
    ['create extension adminpack', major < 17 ? '42501' : '0A000'],
    ['create extension plpython3u', '42501'],
    ["create function f() returns int language c as '/tmp/x', 'f'", '42501'],
    ["create function f() returns int language internal as 'now'", '42501'],
    ['drop database postgres', '55006'],
    ['drop database template1', '42501'],
    ['create database other', '42501'],
    ['alter role postgres superuser', '42501'],
    ['create role king superuser', '42501'],
    ['set role operator', '42501'],
    ["alter role operator password 'x'", '42501'],
    ['grant operator to postgres', '42501'],
    ['grant pg_execute_server_program to postgres', '42704'],
    ['grant pg_read_server_files to postgres', '42704'],
    ['create role pg_execute_server_program', '42939'],
    ['update pg_authid set rolsuper = true', '42501'],
    ["set session_preload_libraries = 'dblink'", '42501'],
    ["set log_min_messages = 'debug5'", '42501'],
  ])('refuses %s', async (sql, code) => {
    expect(await refusal(sql)).toBe(code)
    expect(existsSync(witness)).toBe(false)
  })

  test.each([
    'create extension citext',
    'create extension pg_stat_statements',
    'create extension if not exists "uuid-ossp"',
    'create role app; grant pg_read_all_data to app; drop role app',
    // Up to 14 no superuser can hand this on.
    ...(major < 15 ? [] : ['set session_replication_role = replica; reset session_replication_role']),
    'drop schema public cascade; create schema public',
    "comment on extension plpgsql is 'x'",
    'alter database postgres set work_mem = 8192',
    'grant connect on database postgres to public',
    'create table t (a int); create publication p for table t; drop table t',
  ])('allows %s', async (sql) => {
    await expect(database.run(sql)).resolves.toBeUndefined()
  })

  test('an extension that is not there is said to be so', async () => {
    expect(['0A000', '58P01']).toContain(await refusal('create extension vector'))
  })

  test('tells what PostgreSQL says at DEBUG1', async () => {
    const heard: string[] = []
    await database.run(
      'create table heard (a int); set client_min_messages = debug1; alter table heard alter a type text using a::text; reset client_min_messages',
      ({ message }) => heard.push(message),
    )
    expect(heard).toContain('rewriting table "heard"')
  })

  // Only Linux shows another process's environment.
  const onLinux = process.platform === 'linux' ? test : test.skip
  onLinux('knows nothing of the environment here', () => {
    const environments = readdirSync('/proc').flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('operator-pg-')
          ? [readFileSync(`/proc/${pid}/environ`, 'latin1')]
          : []
      } catch {
        return []
      }
    })
    expect(environments.length).toBeGreaterThan(0)
    expect(environments.filter((text) => text.includes('OPERATOR_TEST_SECRET'))).toEqual([])
    expect(environments.filter((text) => text.includes('HOME='))).toEqual([])
  })

  test('the next database has nothing of this one, roles and settings included', async () => {
    await database.run(
      'create role left_behind; alter role postgres set work_mem = 65; create table left_behind (a int)',
    )
    const next = await engine.start()
    try {
      const row = z.object({ n: z.coerce.number() })
      const count = `select (select count(*) from pg_roles where rolname = 'left_behind') + (select count(*) from pg_class where relname = 'left_behind')
        + (select count(*) from pg_db_role_setting, unnest(setconfig) s where s like 'work_mem%') as n`
      expect(await next.read(count, row)).toEqual([{ n: 0 }])
    } finally {
      await next.close()
    }
  })

  test('a session that ends itself is noticed', async () => {
    const next = await engine.start()
    await expect(next.run('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow()
    await expect(next.run('select 1')).rejects.toThrow('PostgreSQL stopped answering')
    await next.close()
  })
})

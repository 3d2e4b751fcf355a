import { beforeAll, describe, expect, test } from '@jest/globals'
import type { RehearsalLog, RehearsalPlan } from '@operator/rehearsal'
import { locateAssets } from '../rehearsal/assets.ts'
import type { Engine } from '../rehearsal/database.ts'
import { loadPglite } from '../rehearsal/pglite.ts'
import { rehearse } from '../rehearsal/rehearse.ts'
import { collectHistory } from './collect-history.ts'
import { evaluateMigrations } from './evaluate.ts'
import { findHistories } from './find.ts'
import { pairHistories } from './pair-histories.ts'
import { migrationsPolicy } from './policy.ts'
import { makeTree } from './tree.ts'

const policy = migrationsPolicy.parse({})

/** A real PostgreSQL in this process, loaded once: a fresh database for every rehearsal. */
let engine: Engine | undefined

beforeAll(async () => {
  engine = await loadPglite(locateAssets(import.meta.dirname), [])
})

async function rehearseHere(plan: RehearsalPlan): Promise<{ kind: 'rehearsed'; log: RehearsalLog }> {
  if (engine === undefined) throw new Error('no engine')
  return { kind: 'rehearsed', log: await rehearse(engine, plan, () => undefined) }
}

const schema = `
  create table users (id serial primary key, email text, age int, note varchar(20));
  create table orders (id serial primary key, user_id int not null references users (id), total numeric(10, 2) not null check (total >= 0));
`

/** What the checks say of one migration that is added on top of a base, as files of golang-migrate. */
async function judge(up: string, down: string | undefined, base = schema) {
  const merged = { 'm/1_base.up.sql': base, 'm/1_base.down.sql': 'drop schema public cascade' }
  const added = { 'm/2_new.up.sql': up, ...(down !== undefined && { 'm/2_new.down.sql': down }) }
  return judgeFiles(merged, { ...merged, ...added })
}

async function judgeFiles(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>) {
  const find = (files: Readonly<Record<string, string>>) => {
    const tree = makeTree(Object.keys(files), new Map(Object.entries(files)))
    return { tree, histories: findHistories(tree, () => true) }
  }
  const { tree, histories } = find(head)
  const [pair] = pairHistories(histories, find(base).histories)
  if (pair === undefined) throw new Error('no history')
  const changed = new Set(Object.keys(head).filter((path) => base[path] !== head[path]))
  const history = await collectHistory({ pair, tree, changed, policy, rehearse: rehearseHere })
  const snapshot = {
    postgres: 18,
    postgresNamed: true,
    histories: [history],
    untouched: 0,
    codeMigrations: [],
    otherSql: [],
    unread: [],
  }
  const outcomes = evaluateMigrations(snapshot, policy, new Date(0))
  const verdicts = Object.fromEntries(
    outcomes.map(({ id, status, reason }) => [
      id.slice('migration-guard/'.length),
      `${status} ${reason.code}`,
    ]),
  )
  const findings = outcomes.flatMap((outcome) => outcome.findings)
  const log = history.rehearsal.kind === 'rehearsed' ? history.rehearsal.log : undefined
  return {
    verdicts,
    findings,
    outcomes,
    log,
    rules: findings.map(({ ruleId, proof }) => `${ruleId} ${proof}`),
  }
}

describe('applying', () => {
  test('a safe change passes every check', async () => {
    const { verdicts, log } = await judge(
      'alter table users add column nick text; create table tags (id int)',
      'drop table tags; alter table users drop column nick',
    )
    expect(verdicts).toEqual({
      files: 'pass in-order',
      rules: 'pass safe',
      'row-security': 'not-applicable no-row-security',
      'still-used': 'not-applicable nothing-taken-away',
      rehearsal: 'pass rehearsed',
      rollback: 'pass rollback-proven',
      data: 'pass no-loss',
    })
    expect(log?.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['schema_migrations', 3],
      ['users', 3],
      ['orders', 3],
    ])
  })

  test('what PostgreSQL refuses is no-go, at its line, and the rollback is not known', async () => {
    const { verdicts, findings } = await judge(
      'select 1;\nalter table users\n  add column email text',
      'select 1',
    )
    expect(verdicts).toMatchObject({ rehearsal: 'fail migration-fails', rollback: 'unknown not-rehearsed' })
    expect(findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'migration-fails',
        proof: 'proven',
        location: { path: 'm/2_new.up.sql', line: 2 },
        message: expect.stringContaining('already exists (42701)'),
      }),
    )
  })

  test('CONCURRENTLY in one query of several statements fails; alone it runs', async () => {
    const index = 'create index concurrently by_email on users (email)'
    const down = 'drop index by_email'
    const several = await judge(`${index}; select 1`, down)
    expect(several.verdicts['rehearsal']).toBe('fail migration-fails')
    expect(several.rules).toContain('concurrently-in-transaction proven')
    const alone = await judge(index, down)
    expect(alone.verdicts).toMatchObject({ rehearsal: 'pass rehearsed', rollback: 'pass rollback-proven' })
  })

  test('after COMMIT a file that is one query is in a transaction again', async () => {
    const { verdicts } = await judge(
      'begin; select 1; commit; create index concurrently i on users (age)',
      'drop index i',
    )
    expect(verdicts['rehearsal']).toBe('fail migration-fails')
  })

  test('a new enum value cannot be used in the transaction that adds it', async () => {
    const base = `${schema} create type mood as enum ('ok'); create table moods (m mood)`
    const { verdicts, rules } = await judge(
      "alter type mood add value 'sad'; insert into moods values ('sad')",
      'select 1',
      base,
    )
    expect(verdicts['rehearsal']).toBe('fail migration-fails')
    expect(rules).toContain('enum-value-in-transaction proven')
  })

  test('NOT NULL without a default fails on any row', async () => {
    const { verdicts, rules } = await judge(
      'alter table users add column tenant int not null',
      'alter table users drop column tenant',
    )
    expect(verdicts).toMatchObject({ rehearsal: 'fail migration-fails', rollback: 'pass rollback-proven' })
    expect(rules).toContain('add-column-required proven')
  })

  test('an extension that is not here is unknown, never broken', async () => {
    const { verdicts } = await judge('create extension postgis', 'drop extension postgis')
    expect(verdicts).toMatchObject({
      rehearsal: 'unknown not-runnable-here',
      rollback: 'unknown not-rehearsed',
    })
  })

  test('rows from a client, a file or a program are not waited for, and what needs them is unknown', async () => {
    const { verdicts, log } = await judge("copy users from program 'touch /tmp/x'", 'select 1')
    expect(verdicts['rehearsal']).toBe('unknown not-runnable-here')
    expect(log?.up).toMatchObject({ result: 'failed', failure: { error: { code: '' } } })
  })

  test('a merged statement that does not run here counts only where the change touches what it made', async () => {
    const base = `${schema} create extension vector; create table docs (id int, embedding vector(3)); create index on docs (id)`
    const apart = await judge('alter table users add column a int', 'alter table users drop column a', base)
    expect(apart.verdicts).toMatchObject({
      rehearsal: 'pass rehearsed',
      rollback: 'pass rollback-proven',
      data: 'pass no-loss',
    })
    expect(JSON.stringify(apart.outcomes[2]?.evidence)).toContain('3 merged statements do not run here')
    const near = await judge('alter table docs add column a int', 'alter table docs drop column a', base)
    expect(near.verdicts).toMatchObject({
      rehearsal: 'unknown base-not-replayable',
      data: 'unknown not-rehearsed',
    })
    const typed = await judge(
      'alter table users add column e vector(3)',
      'alter table users drop column e',
      base,
    )
    expect(typed.verdicts['rehearsal']).toBe('unknown base-not-replayable')
  })

  test('what the base cannot replay makes the rest unknown', async () => {
    const { verdicts, outcomes } = await judge(
      'alter table users add column a int',
      'alter table users drop column a',
      `${schema} create extension postgis; do $$ begin perform st_point(1, 1); end $$`,
    )
    expect(verdicts).toMatchObject({
      rehearsal: 'unknown base-not-replayable',
      rollback: 'unknown base-not-replayable',
      data: 'unknown not-rehearsed',
    })
    expect(outcomes[2]?.reason.message).toContain('m/1_base.up.sql')
  })

  test('a first migration that builds on tables from elsewhere is unknown', async () => {
    const { verdicts } = await judgeFiles(
      {},
      { 'm/1_a.up.sql': 'alter table accounts add column x int', 'm/1_a.down.sql': 'select 1' },
    )
    expect(verdicts['rehearsal']).toBe('unknown base-not-found')
  })
})

describe("what production's rows decide", () => {
  test('SET NOT NULL asks, with the query; after a backfill it passes', async () => {
    const set = 'alter table users alter column email set not null'
    const down = 'alter table users alter column email drop not null'
    const bare = await judge(set, down)
    expect(bare.verdicts).toMatchObject({
      rehearsal: 'ask depends-on-data',
      rollback: 'pass rollback-proven',
      data: 'pass no-loss',
    })
    expect(bare.outcomes[2]?.next).toBe(
      'Run this in production, which must give no row: SELECT count(*) FROM users WHERE email IS NULL HAVING count(*) > 0',
    )
    const filled = await judge(`update users set email = id::text where email is null; ${set}`, down)
    expect(filled.verdicts).toMatchObject({ rehearsal: 'pass rehearsed', data: 'pass no-loss' })
  })

  test('UNIQUE asks; where repeated rows are removed first it passes, and the removal asks', async () => {
    const add = 'alter table users add unique (email)'
    const down = 'alter table users drop constraint users_email_key'
    expect((await judge(add, down)).verdicts['rehearsal']).toBe('ask depends-on-data')
    const cleaned = await judge(
      `delete from orders; delete from users a using users b where a.email = b.email and a.id > b.id; ${add}`,
      down,
    )
    expect(cleaned.verdicts).toMatchObject({ rehearsal: 'pass rehearsed', data: 'ask delete-without-where' })
  })

  test('a CHECK and a foreign key ask though made-up rows pass; NOT VALID does not', async () => {
    const check = await judge(
      'alter table users add constraint c check (age > 0)',
      'alter table users drop constraint c',
    )
    expect(check.verdicts['rehearsal']).toBe('ask depends-on-data')
    expect(check.outcomes[2]?.reason.message).toContain('whether no row of users violates the CHECK')
    const notValid = await judge(
      'alter table users add constraint c check (age > 0) not valid',
      'alter table users drop constraint c',
    )
    expect(notValid.verdicts['rehearsal']).toBe('pass rehearsed')
  })

  test('a row that a migration looks for and that nobody made asks', async () => {
    const { verdicts } = await judge('insert into orders (user_id, total) values (4711, 1)', 'select 1')
    expect(verdicts['rehearsal']).toBe('ask depends-on-data')
  })

  test('a rollback that fails on rows asks, and the change itself still passes', async () => {
    const { verdicts } = await judge(
      'alter table users alter column email type text',
      'alter table users alter column email set not null',
      schema,
    )
    expect(verdicts).toMatchObject({ rehearsal: 'pass rehearsed' })
    expect(verdicts['rollback']).toMatch(/^(ask|fail)/)
  })
})

describe('the rollback', () => {
  test.each<[string, string | undefined, string]>([
    ['missing', undefined, 'fail missing-down'],
    ['empty', '-- nothing\n', 'fail empty-down'],
    ['failing', 'drop table nowhere', 'fail rollback-fails'],
    ['no SQL', 'alter tabel users', 'fail syntax-error'],
    ['not to be read', '\\connect x', 'unknown not-parsed'],
    ['leaving something', 'select 1', 'fail rollback-differs'],
  ])('%s', async (_, down, expected) => {
    const { verdicts } = await judge('alter table users add column nick text', down)
    expect(verdicts).toMatchObject({ rehearsal: 'pass rehearsed', rollback: expected })
  })

  test('a dropped policy, grant, trigger, comment and default that it does not restore are each named', async () => {
    const base = `${schema}
      create function f() returns trigger language plpgsql as $$ begin return new; end $$;
      create trigger t before insert on users for each row execute function f();
      alter table users enable row level security; create policy own on users using (true);
      create role reader; grant select on users to reader; comment on table users is 'people';
      alter table users alter column age set default 7; create view adults as select * from users where age > 17;
      create publication changes for table users;`
    const { findings, verdicts } = await judge(
      `drop policy own on users; alter table users disable row level security; revoke select on users from reader;
       drop trigger t on users; comment on table users is null; alter table users alter column age drop default;
       drop view adults; drop publication changes; alter default privileges grant select on tables to reader;`,
      'select 1',
      base,
    )
    expect(verdicts['rollback']).toBe('fail rollback-differs')
    const named = findings.filter(({ ruleId }) => ruleId === 'rollback-differs').map(({ message }) => message)
    for (const what of [
      'policy public.users.own is gone',
      'row security',
      'reader=r',
      'trigger public.users.t is gone',
      'comment table public.users is gone',
      'default 7',
      'view public.adults is gone',
      'publication changes is gone',
      'default privilege postgres',
    ]) {
      expect(named.join('\n')).toContain(what)
    }
  })

  test('what ends with a session is not in the way of the next deployment', async () => {
    const { verdicts } = await judge(
      'create temp table t as select * from orders; prepare p as select 1; alter table orders add column x int',
      'alter table orders drop column x',
    )
    expect(verdicts['rollback']).toBe('pass rollback-proven')
  })

  test('nothing takes back nothing', async () => {
    expect((await judge('-- for another database\n', '-- so\n')).verdicts['rollback']).toBe(
      'pass rollback-proven',
    )
  })

  test('a column that comes back in another place is no difference', async () => {
    const { verdicts } = await judge(
      'alter table users drop column age',
      'alter table users add column age int',
    )
    expect(verdicts).toMatchObject({ rollback: 'pass rollback-proven', data: 'ask drop-column' })
  })
})

describe('what is measured', () => {
  test('ALTER TYPE counts only where PostgreSQL rewrites', async () => {
    const wider = await judge(
      'alter table users alter column note type varchar(40)',
      'alter table users alter column note type varchar(20)',
    )
    expect(wider.verdicts).toMatchObject({ rules: 'pass safe', rehearsal: 'pass rehearsed' })
    const rewritten = await judge(
      'alter table users alter column age type bigint',
      'alter table users alter column age type int',
    )
    expect(rewritten.rules).toContain('changing-column-type proven')
    expect(rewritten.verdicts['rehearsal']).toBe('pass rehearsed')
  })

  test('locks by mode, on what existed before', async () => {
    const { log } = await judge(
      'create index i on users (age);\nalter table orders add column x int;\ncreate table t (u int references users (id));\nselect * from users',
      'drop table t; alter table orders drop column x; drop index i',
    )
    expect(
      log?.measurements.map(({ line, locks }) => [
        line,
        ...locks.map(({ relation, mode }) => `${relation} ${mode}`),
      ]),
    ).toEqual([
      [1, 'users ShareLock'],
      [2, 'orders AccessExclusiveLock'],
      [3, 'users ShareRowExclusiveLock', 'users_pkey AccessShareLock'],
      // Reading takes no lock that is not held already.
      [4],
    ])
    expect(log?.measurements[0]?.built).toEqual(['users'])
  })

  test('work inside a DO block and on partitions is seen', async () => {
    const base = `create table logs (id int, at date) partition by range (at);
      create table logs_2024 partition of logs for values from ('2024-01-01') to ('2025-01-01');`
    const { rules, verdicts, log } = await judge(
      "do $$ begin execute 'alter table logs alter column id type bigint'; end $$;\nalter table logs add constraint c check (id > 0)",
      'alter table logs drop constraint c; alter table logs alter column id type int',
      base,
    )
    expect(log?.tables.find(({ name }) => name === 'logs_2024')?.rows).toBeGreaterThan(1)
    expect(rules).toContain('table-rewrite proven')
    expect(rules).toContain('check-not-valid proven')
    expect(verdicts['data']).toBe('pass no-loss')
  })
})

describe('data', () => {
  test.each<[string, string, string, string]>([
    ['a dropped table', 'drop table orders', 'create table orders (id int)', 'ask drop-table'],
    ['emptied by a DO block', 'do $$ begin delete from orders; end $$', 'select 1', 'ask hidden-writes'],
    [
      'emptied by a DO block when there are many rows',
      'do $$ begin if (select count(*) from orders) > 100000 then delete from orders; end if; end $$',
      'select 1',
      'ask hidden-writes',
    ],
    [
      'emptied by what a function calls, when there are many rows',
      'create function g() returns void language plpgsql as $$ begin if (select count(*) from orders) > 100000 then delete from orders; end if; end $$;\ncreate function f() returns void language sql as $$ select g() $$;\nselect f()',
      'drop function f(); drop function g()',
      'ask hidden-writes',
    ],
    [
      'a DO block that only makes a constraint where there is none',
      "do $$ begin if not exists (select from pg_constraint where conname = 'c') then alter table orders add constraint c foreign key (user_id) references users on delete cascade on update no action not valid; end if; exception when duplicate_object then null; end $$",
      'alter table orders drop constraint c',
      'pass no-loss',
    ],
    ['rows that do not match here', 'delete from orders where total = 4711', 'select 1', 'ask delete-rows'],
    ['overwritten values', "update users set email = lower(email) || '!'", 'select 1', 'ask update-rows'],
    [
      'a table copied and renamed',
      'create table o2 as table orders; drop table orders; alter table o2 rename to orders',
      'select 1',
      'pass no-loss',
    ],
    [
      'a renamed column',
      'alter table users rename age to years',
      'alter table users rename years to age',
      'pass no-loss',
    ],
  ])('%s', async (_, up, down, expected) => {
    expect((await judge(up, down)).verdicts['data']).toBe(expected)
  })

  test('a table that could not be given rows and is written to is unknown', async () => {
    const base = 'create table odd (id int, v int, check (v > id and v < id))'
    const { verdicts, outcomes } = await judge(
      'alter table odd alter column v type bigint',
      'alter table odd alter column v type int',
      base.replace('v int', 'v int not null').replace('id int', 'id int not null'),
    )
    expect(verdicts['data']).toBe('unknown no-rows')
    expect(outcomes.find(({ id }) => id === 'migration-guard/data')?.reason.message).toContain('odd')
  })
})

test('one CASCADE is one finding, whatever goes with it', async () => {
  const base = `create type mood as enum ('good'); create table a (id int, m mood); create table b (id int, m mood, n mood);`
  const { outcomes } = await judge('drop type mood cascade', undefined, base)
  const rulesOf = (id: string) =>
    outcomes
      .find((outcome) => outcome.id === id)
      ?.findings.map(({ ruleId, location }) => [ruleId, location?.line])
  expect(rulesOf('migration-guard/data')).toEqual([['data-lost', 1]])
  expect(rulesOf('migration-guard/rules')?.filter(([rule]) => rule === 'drop-cascade')).toHaveLength(1)
})

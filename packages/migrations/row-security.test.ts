import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { RehearsalLog } from '@operator/rehearsal'
import { locateAssets } from '../rehearsal/assets.ts'
import type { Database } from '../rehearsal/database.ts'
import { loadPglite } from '../rehearsal/pglite.ts'
import { watchAccess } from '../rehearsal/row-security.ts'
import { evaluateRowSecurity } from './evaluate-row-security.ts'
import type { HistorySnapshot } from './snapshot.ts'

let database: Database | undefined

/** One PostgreSQL for all cases, emptied before each. */
beforeAll(async () => {
  const engine = await loadPglite(locateAssets(import.meta.dirname), [])
  database = await engine.start()
})

afterAll(() => database?.close())

/** Notes of two tenants, readable by `app` as whoever app.tenant names. */
const tenants = `
  create role app; create table notes (id int primary key, tenant text not null, body text);
  insert into notes values (1, 'a', 'x'), (2, 'b', 'y'); grant select, insert on notes to app;
  alter table notes enable row level security;
  create policy own on notes using (tenant = current_setting('app.tenant', true));
`

const nothing: RehearsalLog = {
  engine: { name: 'pglite', major: 18, version: '18.4' },
  baseScripts: 1,
  skipped: [],
  seededTables: 0,
  tables: [],
  unseeded: [],
  withRows: true,
  measurements: [],
  up: { result: 'done' },
  down: { result: 'done' },
  again: { result: 'done' },
  afterDown: [],
  afterAgain: [],
  lostByUp: [],
  lostByRoundTrip: [],
  milliseconds: 1,
}

async function watch(up: string, base: string): Promise<RehearsalLog> {
  if (database === undefined) throw new Error('no database')
  await database.run(
    'drop schema if exists public cascade; create schema public; grant usage on schema public to public',
  )
  await database.run('drop role if exists app; drop role if exists other')
  await database.run(base)
  const access = await watchAccess(database)
  await database.run(up)
  return { ...nothing, rowSecurity: await access.compare() }
}

async function judge(up: string, base = tenants, major = 18) {
  return judgeLog(await watch(up, base), major)
}

function judgeLog(log: RehearsalLog, major: number) {
  const history: HistorySnapshot = {
    directory: 'm',
    tool: 'sqlx',
    dialect: 'postgresql',
    baseVersions: 1,
    added: [{ path: 'm/2.sql', down: 'none', statements: 1 }],
    problems: [],
    matches: [],
    rowConditions: [],
    unparsed: [],
    setAside: [],
    statements: [],
    ignores: [],
    takenAway: [],
    contractSteps: [],
    rehearsal: { kind: 'rehearsed', log },
  }
  const { status, code, findings = [] } = evaluateRowSecurity(history, major)
  return {
    verdict: `${status} ${code}`,
    rules: findings.map(({ ruleId }) => ruleId).sort(),
    text: findings.map(({ message }) => message).join('\n'),
    proofs: new Set(findings.map(({ proof }) => proof)),
  }
}

describe('row-level security', () => {
  test.each<[string, string, string, string[]]>([
    ['another column', 'alter table notes add c int', 'pass row-security-kept', []],
    [
      'an own policy for the new table',
      'create table n (tenant text); alter table n enable row level security; create policy p on n using (tenant = current_user)',
      'pass row-security-kept',
      [],
    ],
    [
      'the policy made anew',
      "drop policy own on notes; create policy own on notes using (tenant = current_setting('app.tenant', true))",
      'pass row-security-kept',
      [],
    ],
    [
      'the policy made anew by another name',
      "drop policy own on notes; create policy mine on notes using (tenant = current_setting('app.tenant', true))",
      'pass row-security-kept',
      [],
    ],
    [
      'switched off',
      'alter table notes disable row level security',
      'fail row-security-lost',
      ['row-security-lost', 'rows-exposed'],
    ],
    ['a policy lost', 'drop policy own on notes', 'fail policy-lost', ['policy-lost', 'rows-hidden']],
    [
      'always true',
      'alter policy own on notes using (true)',
      'fail policy-always-true',
      ['policy-always-true', 'rows-exposed'],
    ],
    [
      'weakened',
      "alter policy own on notes using (tenant = current_setting('app.tenant', true) or id = 2)",
      'fail rows-exposed',
      ['policy-weakened', 'rows-exposed'],
    ],
    [
      'another policy beside it',
      'create policy more on notes using (id > 0)',
      'fail rows-exposed',
      ['policy-weakened', 'rows-exposed'],
    ],
    [
      'a restrictive policy beside it',
      'create policy more on notes as restrictive using (id > 0)',
      'pass row-security-kept',
      [],
    ],
    [
      'a new table without it',
      'create table n (tenant text); grant select on n to app',
      'ask table-without-row-security',
      ['table-without-row-security'],
    ],
    [
      'a policy on a table without it',
      'create table n (a int); create policy p on n using (a = 1)',
      'ask policy-without-row-security',
      ['policy-without-row-security'],
    ],
    [
      'a view as its owner',
      'create view v as select * from notes; grant select on v to app',
      'ask view-bypasses-row-security',
      ['view-bypasses-row-security'],
    ],
    [
      'a view as its reader',
      'create view v with (security_invoker = true) as select * from notes',
      'pass row-security-kept',
      [],
    ],
    [
      'grants widened',
      'create role other; grant select on notes to other',
      'pass row-security-kept',
      ['grants-widened'],
    ],
  ])('%s', async (_, up, verdict, rules) => {
    const judged = await judge(up)
    expect({ verdict: judged.verdict, rules: judged.rules }).toEqual({ verdict, rules })
  })

  test('a policy that goes with a function by CASCADE is found', async () => {
    const base = `${tenants} create function mine(text) returns boolean language sql stable as $$ select $1 = current_setting('app.tenant', true) $$;
      drop policy own on notes; create policy own on notes using (mine(tenant));`
    const { verdict, rules } = await judge('drop function mine(text) cascade', base)
    expect(verdict).toBe('fail policy-lost')
    expect(rules).toEqual(['policy-lost', 'rows-hidden'])
  })

  test('a lost restrictive policy exposes rows, and the tenant’s own look proves it', async () => {
    const base = `${tenants} create policy first on notes as restrictive using (id = 1);`
    const { verdict, text, proofs } = await judge('drop policy first on notes', base)
    expect(verdict).toBe('fail policy-lost')
    expect(text).toContain('app as tenant b saw 0 of')
    expect(proofs).toEqual(new Set(['proven']))
  })

  test('a lost security_invoker and an open partition are told with who reaches them', async () => {
    const base = `${tenants} create view v with (security_invoker = true) as select * from notes;
      create table logs (tenant text, at date) partition by list (tenant); alter table logs enable row level security;
      create policy own on logs using (tenant = current_user);`
    const { rules, text } = await judge(
      "alter view v reset (security_invoker); create table logs_a partition of logs for values in ('a'); grant select on logs_a to app",
      base,
    )
    expect(rules).toEqual(['partition-without-row-security', 'view-bypasses-row-security'])
    expect(text).toContain('app has SELECT on it')
    expect(text).toContain('has lost security_invoker')
  })

  test('without any row-level security it has nothing to say, and on another major it is no proof', async () => {
    expect((await judge('alter table t add c int', 'create table t (a int)')).verdict).toBe(
      'not-applicable no-row-security',
    )
    const { proofs } = await judge('alter table notes disable row level security', tenants, 16)
    expect(proofs).toEqual(new Set(['static']))
  })

  test('a migration that does not apply leaves it open', () => {
    const failure = { path: 'm/2.sql', line: 1, statement: 0, error: { code: '42P01', message: 'x' } }
    const failed: RehearsalLog = { ...nothing, up: { result: 'failed', failure } }
    expect(judgeLog(failed, 18).verdict).toBe('unknown not-rehearsed')
  })
})

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Engine } from '../database.ts'
import type { ActingRole, RehearsalPlan, Script } from '../plan.ts'
import { rehearse } from '../rehearse.ts'
import { serveEmbedded } from './embedded-scene.ts'

let engine: Engine
beforeAll(async () => {
  engine = await serveEmbedded(18)
}, 180_000)
afterAll(() => engine?.stop())

const script = (path: string, ...statements: readonly string[]): Script => ({
  path,
  transaction: 'script',
  statements: statements.map((sql, index) => ({ sql, line: index + 1, kind: 'ordinary' })),
})

const granted = (...statements: readonly string[]): ActingRole => ({
  role: 'deployer',
  grants: { path: 'ops/grants.sql', statements: statements.map((sql, index) => ({ sql, line: index + 1 })) },
})

function rehearseAs(actingRole: ActingRole, up: string, down = 'select 1') {
  const plan: RehearsalPlan = {
    base: [script('m/1.sql', 'create table accounts (id int primary key, email text)')],
    change: [{ up: script('m/2.sql', up), down: script('m/2.down.sql', down) }],
    scope: 'script',
    roles: ['app_owner'],
    extensions: [],
    actingRole,
  }
  return rehearse(engine, plan, () => undefined)
}

const addColumn = 'alter table accounts add column nickname text'
const dropColumn = 'alter table accounts drop column nickname'

describe('production’s role', () => {
  test('owns what the merged migrations made where nothing else is said', async () => {
    const log = await rehearseAs({ role: 'deployer' }, addColumn, dropColumn)
    expect(log).toMatchObject({ actedAs: 'deployer', skipped: [], up: { result: 'done' } })
    expect(log).toMatchObject({ down: { result: 'done' }, again: { result: 'done' }, afterDown: [] })
  })

  test.each([
    ['makes no role', 'create role helper'],
    ['makes no extension that reaches out', 'create extension dblink'],
    ['is no superuser', "copy accounts to program 'true'"],
    ['cannot become one', 'alter role deployer superuser'],
  ])('%s', async (_, up) => {
    const { up: phase } = await rehearseAs({ role: 'deployer' }, up)
    expect(phase).toMatchObject({ result: 'failed', failure: { error: { code: '42501' } } })
    expect(phase).not.toHaveProperty('failure.error.refusedTo')
  })

  test('lacks what the grants do not give', async () => {
    const grants = granted(
      'grant usage, create on schema public to deployer',
      'grant select on accounts to deployer',
    )
    const { up } = await rehearseAs(grants, addColumn, dropColumn)
    expect(up).toMatchObject({
      result: 'failed',
      failure: { path: 'm/2.sql', error: { code: '42501', message: 'must be owner of table accounts' } },
    })
  })

  test('may act as an owner that it is a member of', async () => {
    const grants = granted(
      'alter table accounts owner to app_owner',
      'grant usage, create on schema public to app_owner',
      'grant app_owner to deployer',
    )
    const log = await rehearseAs(grants, addColumn, dropColumn)
    expect(log).toMatchObject({ skipped: [], up: { result: 'done' }, again: { result: 'done' } })
  })

  test('a grant that does not run is told by its line', async () => {
    const { skipped } = await rehearseAs(granted('grant select on missing to deployer'), 'select 1')
    expect(skipped).toEqual([
      expect.objectContaining({
        path: 'ops/grants.sql',
        line: 1,
        error: expect.objectContaining({ code: '42P01' }),
      }),
    ])
  })
})

import { describe, expect, test } from '@jest/globals'
import { readProductionRole } from './production-role.ts'
import { makeTree } from './tree.ts'

const read = (role: string | undefined, grants: string | undefined, text?: string) =>
  readProductionRole(
    { role, grants },
    makeTree(['ops/grants.sql'], new Map(text === undefined ? [] : [['ops/grants.sql', text]])),
  )

describe('readProductionRole', () => {
  test('nothing said is the owner of the database', async () => {
    expect(await read(undefined, undefined)).toBeUndefined()
  })

  test('a role alone', async () => {
    expect(await read('deployer', undefined)).toEqual({
      kind: 'role',
      acting: { role: 'deployer' },
      roles: [],
    })
  })

  test('what pg_dump writes of owners and rights', async () => {
    const text = `SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
ALTER TABLE public.accounts OWNER TO app_owner;
ALTER FUNCTION public.f(integer) OWNER TO app_owner;
GRANT SELECT ON TABLE public.accounts TO deployer;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT SELECT ON TABLES TO reader;
GRANT app_owner TO deployer;
`
    const found = await read('deployer', 'ops/grants.sql', text)
    expect(found).toMatchObject({ kind: 'role', roles: ['app_owner', 'deployer', 'reader'] })
    const statements = found?.kind === 'role' ? found.acting.grants?.statements : []
    expect(statements?.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8])
  })

  test.each([
    ['ALTER ROLE deployer SUPERUSER'],
    ['CREATE ROLE boss SUPERUSER'],
    ["COPY accounts TO PROGRAM 'id'"],
    ['ALTER TABLE accounts DISABLE TRIGGER ALL, OWNER TO deployer'],
    ['DROP TABLE accounts'],
    ['DO $$ begin end $$'],
  ])('does not run %s', async (sql) => {
    expect(await read('deployer', 'ops/grants.sql', `GRANT a TO b;\n${sql};`)).toEqual({
      kind: 'unread',
      why: 'ops/grants.sql:2 (migrations.grants) is none of GRANT, REVOKE, OWNER TO and ALTER DEFAULT PRIVILEGES',
    })
  })

  test.each([
    ['a file that is not there', 'deployer', undefined, 'is not in the base'],
    ['a file that is no SQL', 'deployer', 'grant grant', 'could not be read as SQL'],
    ['rights of nobody', undefined, 'GRANT a TO b;', 'migrations.role names none'],
  ])('%s is never taken for no grants', async (_, role, text, why) => {
    expect(await read(role, 'ops/grants.sql', text)).toEqual({
      kind: 'unread',
      why: expect.stringContaining(why),
    })
  })
})

import { describe, expect, test } from '@jest/globals'
import type { CatalogDifference } from '@operator/rehearsal'
import { parseSection } from '../script.ts'
import { findTakenAway } from './find-taken-away.ts'

async function parse(path: string, text: string) {
  const answer = await parseSection({ path, text, firstLine: 1, transaction: 'file' })
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.parsed
}

const schema =
  'create table users (id int, nickname text, name text); create table teams (id int, name text);'

async function taken(sql: string, seen?: readonly CatalogDifference[]) {
  const base = [await parse('1.sql', schema)]
  const found = findTakenAway({ base, change: [await parse('2.sql', sql)], seen })
  return found.map(({ kind, name, on, schema: inSchema, renamedTo, shared, line }) =>
    [kind, inSchema, on, name, renamedTo && `-> ${renamedTo}`, shared && 'shared', `@${line}`]
      .filter(Boolean)
      .join(' '),
  )
}

describe('from the statements', () => {
  test.each([
    ['alter table users drop column nickname', ['column users nickname @1']],
    ['alter table public.users drop name', ['column users name shared @1']],
    ['drop table a.users, teams', ['table a users @1', 'table teams @1']],
    ['drop view v', ['view v @1']],
    ['alter table users rename to people', ['table users -> people @1']],
    ['alter table users rename name to full_name', ['column users name -> full_name shared @1']],
    ["alter type mood rename value 'sad' to 'down'", ['enum-value mood sad -> down @1']],
    ['alter table users rename to people; create view users as select * from people', []],
    ['alter table users drop nickname; alter table users add nickname int', []],
    [
      'alter table users rename nickname to x; alter table users rename name to nickname',
      ['column users name -> nickname shared @1'],
    ],
    ['alter table users alter id type bigint; drop index i', []],
  ])('%s', async (sql, expected) => {
    expect(await taken(sql)).toEqual(expected)
  })
})

describe('from the catalogs', () => {
  const gone = (object: string, name: string, before = ''): CatalogDifference => ({
    change: 'missing',
    object,
    name,
    before,
  })

  test('what a block or CASCADE took is known, with the statement that did it', async () => {
    const seen = [
      gone('relation', 'public.teams', 'table | owner a'),
      gone('column', 'public.teams.id'),
      gone('column', 'public.users.nickname'),
      gone('relation', 'app.seen', 'view | owner a'),
      gone('relation', 'public.users_id_seq', 'sequence | owner a'),
      gone('function', 'public.next(integer)'),
    ]
    expect(await taken('select 1;\ndo $$ begin drop table teams cascade; end $$', seen)).toEqual([
      'table teams @2',
      'column users nickname @2',
      'view app seen @2',
      'function next @2',
    ])
  })

  test('a value that an enum has lost', async () => {
    const changed: CatalogDifference = {
      change: 'changed',
      object: 'type',
      name: 'public.mood',
      before: 'enum | sad, ok | owner a',
      after: 'enum | ok, glad | owner a',
    }
    expect(await taken("alter type mood rename value 'sad' to 'glad'", [changed])).toEqual([
      'enum-value mood sad -> glad @1',
    ])
  })

  test('what was seen there still is not gone, whatever the statements say', async () => {
    expect(await taken('alter table users drop nickname', [])).toEqual([])
  })
})

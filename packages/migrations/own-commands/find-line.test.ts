import { expect, test } from '@jest/globals'
import { findLine } from './find-line.ts'

const source = `exports.up = async (knex) => {
  await knex.schema.alterTable('users', (t) => {
    t.string('status').notNullable()
    t.string('nickname')
  })
  await knex.schema.alterTable('users', (t) => t.index(['status'], 'users_status'))
}`

test.each([
  ['alter table "users" add column "status" varchar(255) not null', 6],
  ['alter table "users" add column "nickname" varchar(255)', 2],
  ['create index "users_status" on "users" ("status")', 6],
  ['create extension if not exists "uuid-ossp"', 1],
])('%s', (sql, line) => {
  expect(findLine(sql, source)).toBe(line)
})

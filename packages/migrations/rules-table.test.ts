import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { rules } from './rules/index.ts'
import { rows } from './rules/rows.ts'
import type { Answer } from './rules/table.ts'
import { explanations } from './sqlstate.ts'

const answers: readonly Answer[] = rows.flatMap((row) => row.answers)
const listed = (kind: 'rule' | 'sqlstate' | 'finding') =>
  [...new Set(answers.flatMap((answer) => (kind in answer ? Object.values(answer).map(String) : [])))].sort()

test('the table and the rules are the same list', () => {
  expect(listed('rule')).toEqual(rules.map(({ id }) => id).sort())
})

test('every rule has a file of its own', () => {
  const files = readdirSync(join(import.meta.dirname, 'rules')).map((name) => name.replace(/\.ts$/, ''))
  expect(rules.map(({ id }) => id).filter((id) => !files.includes(id))).toEqual([])
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
})

test('every SQLSTATE of the table has a plain explanation', () => {
  expect(listed('sqlstate').filter((code) => explanations[code] === undefined)).toEqual([])
})

test('every other finding of the table is one that some file makes', () => {
  const folders = ['.', 'row-security', 'tools'].map((name) => join(import.meta.dirname, name))
  const sources = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  expect(listed('finding').filter((id) => !sources.some((text) => text.includes(`'${id}'`)))).toEqual([])
})

test('every row is answered, and no more than these few are left, each with a reason', () => {
  expect(rows.filter((row) => row.answers.length === 0)).toEqual([])
  const left = rows.filter((row) => row.answers.some((answer) => 'left' in answer))
  expect(left.map(({ name }) => name)).toEqual([
    'expand/contract phase label',
    'code still references the dropped/renamed name',
    'two-release rule',
    'toast',
    'schema-qualified',
    'naming',
    'columns/comment required',
    'platform-only lints (initplan, user_metadata, sensitive columns)',
  ])
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { hasPersistedToken } from './persisted-token.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'persisted-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

function configure(content: string, at = '.git'): void {
  mkdirSync(join(directory, at), { recursive: true })
  writeFileSync(join(directory, at, 'config'), content)
}

test('a clone without credentials has none', () => {
  expect(hasPersistedToken(directory)).toBe(false)
  configure('[core]\n\tbare = false\n[remote "origin"]\n\turl = https://github.com/octo/shop\n')
  expect(hasPersistedToken(directory)).toBe(false)
})

test('the header that actions/checkout writes', () => {
  configure('[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic ***\n')
  expect(hasPersistedToken(directory)).toBe(true)
})

test('the include that newer versions write', () => {
  configure('[includeIf "gitdir:/w/.git"]\n\tpath = /tmp/git-credentials-1f.config\n')
  expect(hasPersistedToken(directory)).toBe(true)
})

test('a work tree whose git directory lies elsewhere', () => {
  configure('[http "https://github.com/"]\n\tExtraHeader = x\n', 'elsewhere')
  writeFileSync(join(directory, '.git'), 'gitdir: elsewhere\n')
  expect(hasPersistedToken(directory)).toBe(true)
})

test('a file of that name which is no configuration of credentials', () => {
  configure('[core]\n\tname = x.config git-credentials-\n')
  expect(hasPersistedToken(directory)).toBe(false)
})

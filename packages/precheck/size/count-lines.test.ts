import { afterEach, expect, test } from '@jest/globals'
import { diffTrees } from '@operator/git'
import fc from 'fast-check'
import { createRepository, type TestRepository } from '../../../test/git/repository.ts'
import { collectSize } from './collect.ts'
import { countChangedLines } from './count-lines.ts'

let repository: TestRepository | undefined
afterEach(() => {
  repository?.remove()
  repository = undefined
})

test.each([
  ['', '', 0],
  ['', 'a\n', 1],
  ['a\nb\n', 'a\nc\n', 2],
  ['a\nb\n', 'b\na\n', 0],
  ['a\n', 'a', 0],
  ['a\na\n', 'a\n', 1],
])('%j to %j is %d', (before, after, expected) => {
  expect(countChangedLines(before, after)).toBe(expected)
})

test('is never more than all lines of both, is symmetric, and zero for the same text', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const count = countChangedLines(before, after)
      expect(count).toBe(countChangedLines(after, before))
      expect(count).toBeLessThanOrEqual(before.split('\n').length + after.split('\n').length)
      expect(countChangedLines(before, before)).toBe(0)
    }),
  )
})

test('a range is counted from git, without what no person wrote', async () => {
  repository = createRepository()
  const base = repository.commit({
    'a.ts': 'a\nb\n',
    'old.ts': 'x\n',
    'same.ts': 's\n',
    '.gitattributes': '* -diff\n',
  })
  const head = repository.commit({
    'a.ts': 'a\nc\n',
    'old.ts': null,
    'new.ts': '1\n2\n3\n',
    'package-lock.json': '{}\n'.repeat(500),
    'dist/index.js': 'x\n'.repeat(500),
    'api/shop.pb.go': 'x\n'.repeat(500),
    'pic.png': Buffer.from([137, 80, 0, 10, 10]),
    here: { link: 'a.ts' },
    'big.ts': 'x'.repeat(2_100_000),
    'infra/x.tf': 'x\n'.repeat(100),
  })
  const handle = { directory: repository.directory }
  const { openRepository } = await import('@operator/git')
  const opened = await openRepository(handle.directory)
  const size = await collectSize(opened, await diffTrees(opened, base, head), ['infra/**'])
  expect(size).toMatchObject({ lines: 2 + 1 + 3, unread: [expect.stringContaining('big.ts')] })
  expect(size.uncounted).toBe(6)
})

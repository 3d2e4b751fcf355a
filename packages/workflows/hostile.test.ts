import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { auditFile } from './audit.ts'
import { auditSources } from './collect.ts'
import { evaluateWorkflows } from './evaluate.ts'
import type { SourceFile } from './files.ts'
import { workflowsPolicy } from './policy.ts'

const policy = workflowsPolicy.parse({})
const path = '.github/workflows/x.yml'
const bytes = (text: string) => new TextEncoder().encode(text)
const file = (text: string, oid = text): SourceFile => ({
  path,
  oid,
  content: bytes(text),
  problem: undefined,
})
const good = 'permissions: {}\non: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo\n'
const bad = good.replace('echo', 'echo ${{ github.head_ref }}')
const judge = (head: readonly SourceFile[], base: readonly SourceFile[]) =>
  evaluateWorkflows(auditSources(head, base, policy), policy, new Date(0))[0]

const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
for (let n = 1; n < 12; n += 1)
  bomb.push(
    `a${n}: &a${n} [${Array(10)
      .fill(`*a${n - 1}`)
      .join(', ')}]`,
  )

describe('files that GitHub or we cannot read', () => {
  test.each([
    ['a tab', 'on: push\njobs:\n\ta: 1\n'],
    ['a duplicated key', `${good}on: pull_request_target\n`],
    ['two documents', `${good}---\n${good}`],
    ['a merge key', good.replace('    runs-on: x', '    <<: { runs-on: x }')],
    ['an alias bomb', bomb.join('\n')],
    ['an alias to itself', 'on: push\njobs: &a\n  b: *a\n'],
    ['deep nesting', `on: ${'['.repeat(50_000)}`],
    [
      'deep blocks',
      `on: push\njobs:\n${Array.from({ length: 400 }, (_, n) => `${' '.repeat(n + 1)}a:`).join('\n')}\n`,
    ],
    ['an empty file', ''],
    ['an unterminated expression', good.replace('echo', 'echo ${{ github.head_ref')],
    ['a broken expression', good.replace('echo', 'echo ${{ github..x }}')],
    ['one line of 2 MB', `on: push\nname: ${'x'.repeat(2_000_000)}`],
  ])('%s is unparsable, and its change unknown', (_, text) => {
    const audit = auditFile(path, bytes(text), policy)
    expect(audit.detections.map((detection) => detection.ruleId)).toContain('unparsable')
    expect(judge([file(text)], [file(good)])?.status).toBe('unknown')
    expect(judge([file(text)], [file(text)])?.status).toBe('pass')
  })

  test('no bytes make the audit throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(good.length), (noise, at) => {
        const content = Buffer.concat([bytes(good.slice(0, at)), noise, bytes(good.slice(at))])
        expect(() => auditFile(path, content, policy)).not.toThrow()
      }),
      { numRuns: 300 },
    )
  })
})

describe('the check', () => {
  test.each([
    ['introduced', [file(bad)], [file(good)], 'fail'],
    ['old debt', [file(bad)], [file(bad)], 'pass'],
    ['nothing there', [], [], 'not-applicable'],
    ['clean', [file(good)], [], 'pass'],
    ['not read', [{ path, oid: 'x', content: undefined, problem: 'It is a link.' }], [], 'unknown'],
  ])('%s', (_, head, base, status) => {
    expect(judge(head, base)?.status).toBe(status)
  })

  test('moved lines introduce nothing', () => {
    expect(judge([file(`# one\n# more\n${bad}`)], [file(bad)])?.status).toBe('pass')
  })

  test('a comment of another tool excuses only what the base already excused', () => {
    const excused = bad.replace('head_ref }}', 'head_ref }} # zizmor: ignore[template-injection]')
    expect(judge([file(excused)], [file(good)])?.status).toBe('fail')
    const levels = auditSources([file(excused)], [file(excused)], policy).findings.map(({ level }) => level)
    expect(levels).toEqual(['note'])
  })
})

import { describe, expect, test } from '@jest/globals'
import { type Finding, fingerprint } from '@operator/report'
import { applyIgnores, describeIgnores } from './apply-ignores.ts'
import { findIgnores } from './find-ignores.ts'

const statements = [
  { line: 3, endLine: 4 },
  { line: 6, endLine: 6 },
]

function find(text: string, merged?: string) {
  return findIgnores({ path: 'm/2.sql', text, firstLine: 1, statements, merged })
}

function finding(changes: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'set-not-null',
    level: 'warning',
    message: 'It scans.',
    remedy: 'Do not.',
    fingerprint: fingerprint('x'),
    proof: 'static',
    state: 'introduced',
    location: { path: 'm/2.sql', line: 3 },
    ...changes,
  }
}

describe('each tool’s own comment', () => {
  test.each([
    ['-- squawk-ignore adding-not-nullable-field -- tiny table', 'squawk', ['set-not-null'], 'tiny table'],
    [
      '-- squawk-ignore: adding-not-nullable-field, ban-drop-column',
      'squawk',
      ['set-not-null', 'drop-column'],
      undefined,
    ],
    ['-- atlas:nolint MF104', 'atlas', ['set-not-null'], undefined],
    ['/*atlas:nolint DS103*/', 'atlas', ['drop-column'], undefined],
    ['-- eugene: ignore E2, E9', 'eugene', ['set-not-null', 'lock-timeout'], undefined],
    ['-- pgfence-ignore: set-not-null', 'pgfence', ['set-not-null'], undefined],
    ['-- pgfence-ignore', 'pgfence', [], undefined],
    ['-- pgm-lint:suppress PGM013,PGM009', 'pg-migration-lint', ['set-not-null', 'drop-column'], undefined],
    ['-- pgsafe:ignore set-not-null  proven by a check', 'pgsafe', ['set-not-null'], 'proven by a check'],
    ['-- operator:ignore set-not-null proven by a check', 'operator', ['set-not-null'], 'proven by a check'],
    ['-- operator:ignore set-not-null', 'operator', ['set-not-null'], undefined],
  ])('%s', (comment, tool, rules, reason) => {
    const [found] = find(`\n${comment}\nALTER TABLE a\n b;`)
    expect([found?.tool, found?.rules, found?.reason]).toEqual([tool, rules, reason])
    expect([found?.from, found?.to]).toEqual([3, 4])
  })

  test('a comment line beside it is the reason of a tool that has none', () => {
    expect(find('\n-- eugene: ignore E2\n-- a CHECK proves it\nALTER;')[0]?.reason).toBe('a CHECK proves it')
  })

  test('a whole file, and a text that only speaks of it', () => {
    expect(find('-- squawk-ignore-file ban-drop-column')[0]).toMatchObject({
      from: 1,
      rules: ['drop-column'],
    })
    expect(find("INSERT INTO t VALUES ('squawk');\n-- we do not squawk")).toEqual([])
  })

  test('a line without an end ends soon', () => {
    expect(find(`-- squawk-ignore ${'a-b '.repeat(900)}`)).toHaveLength(1)
    expect(find(`-- squawk-ignore ${'a-b '.repeat(90_000)}`)).toEqual([])
  })
})

describe('what it is worth', () => {
  const own = '-- operator:ignore set-not-null proven by a check'
  const foreign = '-- squawk-ignore adding-not-nullable-field -- tiny table'
  const judge = (comment: string, changes: Partial<Finding> = {}, merged?: string) => {
    const comments = find(`\n${comment}\nALTER TABLE a`, merged)
    const [judged] = applyIgnores([finding(changes)], comments)
    return `${judged?.level}: ${judged?.message.slice('It scans.'.length).trim()}`
  }
  test('our own lowers a static warning', () => {
    expect(judge(own)).toBe(
      'note: Excused by the ignore comment (operator:ignore) on line 2: proven by a check.',
    )
  })
  test.each([
    [
      'a change cannot excuse its own error',
      own,
      { level: 'error' as const },
      'a change cannot excuse an error that it brings',
    ],
    ['a measurement stands', own, { proof: 'proven' as const }, 'this was measured'],
    ['no reason', '-- operator:ignore set-not-null', {}, 'it gives no reason'],
    ['no rule', '-- pgfence-ignore', {}, 'it names no rule'],
    ['another tool’s comment counts from the base only', foreign, {}, 'the change itself brings it'],
  ])('%s', (_, comment, changes, why) => {
    const level = 'level' in changes ? changes.level : 'warning'
    expect(judge(comment, changes)).toMatch(
      new RegExp(`^${level}: The ignore comment .* does not count: ${why}\\.$`),
    )
  })
  test('one that the base has counts, for what is not proven', () => {
    expect(judge(foreign, { level: 'error' }, `x\n${foreign}`)).toMatch(
      /^note: Excused by the ignore comment for squawk/,
    )
    expect(judge(foreign, { proof: 'proven' }, foreign)).toContain('this was measured')
  })
  test('another rule and another statement are not touched', () => {
    expect(judge(own, { ruleId: 'drop-column' })).toBe('warning: ')
    expect(judge(own, { location: { path: 'm/2.sql', line: 6 } })).toBe('warning: ')
  })
  test('every comment is shown', () => {
    expect(describeIgnores(find(`\n${foreign}\nALTER`), [finding()])[0]?.fact).toBe(
      'm/2.sql:2: ignore comment for squawk of adding-not-nullable-field: the change itself brings it',
    )
    expect(describeIgnores(find(`\n${foreign}\nALTER`), [])[0]?.fact).toContain('nothing was found there')
  })
})

import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parsePolicy } from './parse.ts'
import { PolicyError } from './problem.ts'
import { checkDefinitions, defaultPolicy } from './schema.ts'

const file = 'operator.yml'

function problemsOf(text: string): string[] {
  try {
    parsePolicy(text, file)
  } catch (error) {
    if (error instanceof PolicyError) return error.message.split('\n')
    throw error
  }
  throw new Error('The policy was accepted.')
}

describe('parsePolicy', () => {
  test.each(['', '# nothing\n', '{}', 'version: 1', 'null', '---\n'])('%j is the defaults', (text) => {
    expect(parsePolicy(text, file).policy).toEqual(defaultPolicy)
  })

  test('the keys that the file sets, with their values', () => {
    const { policy, keys } = parsePolicy(
      'checks: { precheck/lint: off }\nprecheck: { may-be-skipped: [docs] }',
      file,
    )
    expect(policy.checks['precheck/lint']).toBe('off')
    expect(keys).toEqual([
      { key: 'checks.precheck/lint', value: 'off' },
      { key: 'precheck.may-be-skipped.0', value: 'docs' },
    ])
  })

  test.each([
    ['a: 1', '1:1 unknown key "a"'],
    ['\n\n  enviroments: {}', '3:3 unknown key "enviroments"; did you mean "environments"?'],
    [
      'environments:\n  production:\n    windw: {}\n',
      '3:5 environments.production: unknown key "windw"; did you mean "window"?',
    ],
    [
      'checks: { precheck/ci-green: loud }',
      '1:11 checks.precheck/ci-green: must be one of "enforce", "report", "off"',
    ],
    ['checks: { precheck/ci-gren: off }', 'did you mean "precheck/ci-green"?'],
    ['version: 2', '1:1 version: must be one of 1'],
    ['precheck: 7', '1:1 precheck: expected object, received number'],
    ['precheck: { wait: soon }', '1:13 precheck.wait: a duration is a number and a unit: 90s, 30m, 24h, 3d'],
    [
      'security: { exceptions: [{ id: GHSA-1-2-3, reason: known }] }',
      'security.exceptions.0.expires: is required: string',
    ],
    [
      'precheck: { required-checks: [{ nam: x }] }',
      'precheck.required-checks.0: unknown key "nam"; did you mean "name"? Allowed here: name, app, workflow.',
    ],
    ['- a', '1:1 expected object, received array'],
    ['a: [', '1:5 '],
    ['a: 1\na: 2', '2:1 Map keys must be unique'],
    ['checks:\n\tx: 1', '2:1 Tabs are not allowed as indentation'],
    ['a: &x [1]\nb: *x', '1:1 '],
    [`# ${'x'.repeat(300_000)}`, '1:1 the file is larger than'],
  ])('%.40j: %s', (text, message) => {
    expect(problemsOf(text).join('\n')).toContain(message)
  })

  test('every problem at once', () => {
    expect(problemsOf('a: 1\nb: 2\nprecheck: { approvals: 99, wait: 3 }')).toHaveLength(4)
  })

  test('whatever the text, the answer is a policy or problems with places', () => {
    const pieces = fc.constantFrom(
      'checks',
      ': ',
      '{',
      '}',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      'off',
      '1',
      '"',
      '&a ',
      '*a',
      '!!x ',
      '|\n',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          parsePolicy(parts.join(''), file)
        } catch (error) {
          if (!(error instanceof PolicyError)) throw error
          for (const line of error.message.split('\n')) expect(line).toMatch(/^operator\.yml:\d+:\d+ ./)
        }
      }),
    )
  })
})

describe('checkDefinitions', () => {
  test('each id once, and every level can be set', () => {
    const ids = checkDefinitions.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const checks = ids.map((id) => `  ${id}: enforce`).join('\n')
    const { policy } = parsePolicy(`checks:\n${checks}\n`, file)
    expect(new Set(Object.values(policy.checks))).toEqual(new Set(['enforce']))
  })
})

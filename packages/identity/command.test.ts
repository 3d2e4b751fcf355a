import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { approvalLine, readCommand } from './command.ts'

const one = '0123456789abcdef0123456789abcdef'
const two = 'f'.repeat(32)
const sha = 'a'.repeat(40)

describe('an approval', () => {
  test.each([
    [`/operator approve migration-guard/data ${one}`],
    [`/operator approve migration-guard/data ${one}  \r\nI looked at it.`],
    [`/operator approve migration-guard/data ${one}\n/operator approve precheck/escalation ${two}`],
  ])('%j is one', (body) => {
    expect(readCommand(body)).toEqual({ kind: 'approve', check: 'migration-guard/data', fingerprints: [one] })
  })

  test('names several things at once, as the printed line does', () => {
    expect(readCommand(approvalLine('precheck/escalation', [one, two]))).toEqual({
      kind: 'approve',
      check: 'precheck/escalation',
      fingerprints: [one, two],
    })
  })

  test.each([
    ['approve', 'it names no check'],
    ['approve everything', 'it names no check'],
    ['approve precheck/*', 'it names no check'],
    ['approve precheck/escalation', 'it names no fingerprint'],
    [`approve precheck/escalation ${one.slice(0, 12)}`, '32 hexadecimal digits'],
    [`approve precheck/escalation ${one} please`, 'nothing may follow'],
    [`approve precheck/escalation  ${one}`, '32 hexadecimal digits'],
    [`approve precheck/escalation ${Array(21).fill(one).join(' ')}`, 'more than 20'],
  ])('/operator %s is malformed', (line, why) => {
    expect(readCommand(`/operator ${line}`)).toMatchObject({
      kind: 'malformed',
      verb: 'approve',
      why: expect.stringContaining(why),
    })
  })
})

describe('an override', () => {
  test('holds check, commit, last day and reason', () => {
    const body = `/operator override precheck/changelog ${sha} until 2026-12-01 because the entry comes with #13`
    expect(readCommand(body)).toEqual({
      kind: 'override',
      check: 'precheck/changelog',
      commit: sha,
      until: '2026-12-01',
      reason: 'the entry comes with #13',
    })
  })

  test.each([
    [`precheck/* ${sha} until 2026-12-01 because of reasons`, 'no single check'],
    [`precheck/changelog ${sha.slice(0, 12)} until 2026-12-01 because of reasons`, 'no commit'],
    [`precheck/changelog main until 2026-12-01 because of reasons`, 'no commit'],
    [`precheck/changelog ${sha} because of reasons`, 'does not end'],
    [`precheck/changelog ${sha} until 2026-02-30 because of reasons`, 'does not end'],
    [`precheck/changelog ${sha} until forever because of reasons`, 'does not end'],
    [`precheck/changelog ${sha} until 2026-12-01`, 'no reason'],
    [`precheck/changelog ${sha} until 2026-12-01 because`, 'no reason'],
    [`precheck/changelog ${sha} until 2026-12-01 because ...`, 'no reason'],
    [
      `precheck/changelog ${sha} until 2026-12-01 because ${'the window '.repeat(40)}opens late`,
      'longer than 300',
    ],
  ])('%s: %s', (line, why) => {
    expect(readCommand(`/operator override ${line}`)).toMatchObject({
      kind: 'malformed',
      verb: 'override',
      why: expect.stringContaining(why),
    })
  })
})

test.each([
  ['looks good'],
  [`> /operator approve precheck/escalation ${one}`],
  [` /operator approve precheck/escalation ${one}`],
  [`Yes.\n/operator approve precheck/escalation ${one}`],
  [`\`/operator approve precheck/escalation ${one}\``],
  [`/Operator approve precheck/escalation ${one}`],
  [`/operator  approve precheck/escalation ${one}`],
  [`/operator approved precheck/escalation ${one}`],
  ['/operator resolve'],
  [''],
])('%j is no command', (body) => {
  expect(readCommand(body)).toBeUndefined()
})

test('no text makes it fail, and only the first line counts', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (line, rest) => {
      const first = line.replace(/[\r\n]/g, '')
      expect(readCommand(`${first}\n${rest}`)).toEqual(readCommand(first))
    }),
  )
})

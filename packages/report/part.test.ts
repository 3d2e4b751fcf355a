import { describe, expect, test } from '@jest/globals'
import type { CheckDefinition } from './check.ts'
import { collectPart, evaluatePart } from './part.ts'

const checks: readonly CheckDefinition[] = [
  { id: 'security-baseline/one', title: 'One', level: 'report', playbook: 'one' },
  { id: 'security-baseline/two', title: 'Two', level: 'report', playbook: 'two' },
]

describe('a part that crashes', () => {
  test('while collecting leaves all its checks unknown, with a message of one line', async () => {
    const timings = new Map<string, number>()
    const part = await collectPart('broken', timings, () => Promise.reject(new Error('boom\n    at x.ts:1')))
    expect(part).toEqual({ kind: 'crashed', message: 'Error: boom' })
    expect(timings.has('broken')).toBe(true)
    const outcomes = evaluatePart(checks, part, () => [])
    expect(outcomes.map(({ id, status, reason }) => [id, status, reason.code])).toEqual([
      ['security-baseline/one', 'unknown', 'crashed'],
      ['security-baseline/two', 'unknown', 'crashed'],
    ])
  })

  test('while evaluating leaves its checks unknown', () => {
    const outcomes = evaluatePart(checks, { kind: 'collected', facts: 1 }, () => {
      throw new TypeError('no')
    })
    expect(outcomes.every((outcome) => outcome.status === 'unknown')).toBe(true)
  })
})

import { describe, expect, test } from '@jest/globals'
import { unreadBecause } from './fact.ts'
import { unanswered } from './outcome.ts'

describe('unanswered', () => {
  test.each([
    ['no-token', /token/],
    ['not-in-clone', /fetch-depth: 0/],
    ['not-asked', /before a deployment/],
    ['invalid', /Check that the name exists/],
    ['traffic-unread', /Prometheus/],
    ['unavailable', /status page/],
  ] as const)('%s has its own remedy', (code, remedy) => {
    const { status, reason, next } = unanswered('precheck/merged', 'What ships', unreadBecause(code, 'Why.'))
    expect([status, reason.code, next]).toEqual(['unknown', code, expect.stringMatching(remedy)])
  })

  test('only what GitHub fails at sends people to its status page', () => {
    for (const code of [
      'forbidden',
      'no-run',
      'not-in-queue',
      'too-many',
      'no-metric',
      'conflict',
    ] as const) {
      const { next } = unanswered('precheck/merged', 'What ships', unreadBecause(code, 'Why.'))
      expect(next).not.toContain('status page')
    }
  })
})

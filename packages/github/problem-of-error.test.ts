import { describe, expect, test } from '@jest/globals'
import { describeProblem } from './answer.ts'
import { problemOfError } from './problem-of-error.ts'
import { problemOfGraphql } from './problem-of-graphql.ts'

const failed = (status: number, message = 'Nope', headers: Record<string, string> = {}) =>
  problemOfError(Object.assign(new Error(message), { status, response: { headers } }), () => 0)

describe('problemOfError', () => {
  test.each([
    [400, 'invalid'],
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [410, 'not-found'],
    [422, 'invalid'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [301, 'unavailable'],
  ])('%i is %s', (status, kind) => {
    expect(failed(status).kind).toBe(kind)
  })

  test.each([
    [{ 'x-ratelimit-remaining': '0' }, 'Forbidden'],
    [{ 'retry-after': '30' }, 'Forbidden'],
    [{}, 'You have exceeded a secondary rate limit.'],
  ])('403 is a rate limit with %j and "%s"', (headers, message) => {
    expect(failed(403, message, headers).kind).toBe('rate-limited')
  })

  test('the end of the hour counts only for a used-up budget', () => {
    const hour = { 'x-ratelimit-reset': '3600' }
    expect(failed(429, '', { ...hour, 'x-ratelimit-remaining': '0' })).toHaveProperty(
      'resetAt',
      '1970-01-01T01:00:00.000Z',
    )
    expect(failed(429, '', { ...hour, 'x-ratelimit-remaining': '7' })).not.toHaveProperty('resetAt')
    expect(failed(429, '', { ...hour, 'retry-after': '60' })).toHaveProperty(
      'resetAt',
      '1970-01-01T00:01:00.000Z',
    )
    expect(failed(429, '', { 'retry-after': 'soon' })).not.toHaveProperty('resetAt')
  })

  test.each([
    ['issues=write; pull_requests=write', 'issues: write or pull-requests: write'],
    ['contents=read,actions=read', 'contents: read and actions: read'],
  ])('%s reads %s', (header, words) => {
    const problem = failed(403, 'Resource not accessible by integration', {
      'x-accepted-github-permissions': header,
    })
    expect(problem).toMatchObject({ permission: words })
    expect(describeProblem(problem)).toBe(`The token lacks the permission ${words}.`)
  })

  test('bad credentials lack no permission', () => {
    const problem = failed(401, 'Bad credentials', { 'x-accepted-github-permissions': 'issues=write' })
    expect(describeProblem(problem)).toBe('GitHub refused: Bad credentials')
  })

  test('a message is one line without the address of the documentation', () => {
    expect(failed(404, 'Not Found - https://docs.github.com/rest/x#y').message).toBe('Not Found')
    expect(failed(422, 'One\n  two').message).toBe('One two')
    expect(failed(502, '').message).toBe('HTTP 502')
    expect(failed(502, `<!DOCTYPE html>\n<html>${'x'.repeat(9_000)}`).message).toBe(
      'HTTP 502 with a web page instead of an answer',
    )
    expect(failed(500, 'x'.repeat(9_000)).message).toHaveLength(301)
  })

  test('what is no HTTP error is unavailable, with what it says', () => {
    expect(problemOfError(new Error('boom'))).toEqual({ kind: 'unavailable', message: 'boom' })
    expect(problemOfError('boom')).toEqual({ kind: 'unavailable', message: 'boom' })
  })
})

describe('problemOfGraphql', () => {
  test.each([
    ['FORBIDDEN', 'forbidden'],
    ['INSUFFICIENT_SCOPES', 'forbidden'],
    ['NOT_FOUND', 'not-found'],
    ['RATE_LIMITED', 'rate-limited'],
    ['RATE_LIMIT', 'rate-limited'],
    ['SOMETHING_NEW', 'partial'],
    [undefined, 'partial'],
  ])('%s is %s', (type, kind) => {
    expect(problemOfGraphql({ type, message: 'm' }, {}).kind).toBe(kind)
  })
})

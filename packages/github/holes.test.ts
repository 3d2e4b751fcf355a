import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { isHole, orHole, placeHoles } from './holes.ts'

const refused = { kind: 'forbidden', message: 'Resource not accessible by integration' } as const
const hole = (...path: (string | number)[]) => ({ unanswered: refused, path })

describe('placeHoles', () => {
  test('a refused part is a hole, the rest stays', () => {
    const data = { repository: { issues: null, object: { oid: 'a' } } }
    expect(placeHoles(data, [{ problem: refused, path: ['repository', 'issues'] }])).toEqual({
      ok: true,
      value: { repository: { issues: hole('repository', 'issues'), object: { oid: 'a' } } },
    })
    expect(data.repository.issues).toBeNull()
  })

  test('a null that travelled up is found at its parent', () => {
    const data = { repository: { pulls: [{ number: 1 }, null] } }
    const path = ['repository', 'pulls', 1, 'author', 'login']
    expect(placeHoles(data, [{ problem: refused, path }])).toEqual({
      ok: true,
      value: { repository: { pulls: [{ number: 1 }, hole(...path)] } },
    })
  })

  test('two problems in one hole', () => {
    const paths = [
      ['repository', 'object', 'a'],
      ['repository', 'object', 'b'],
    ]
    const problems = paths.map((path) => ({ problem: refused, path }))
    expect(placeHoles({ repository: { object: null } }, problems)).toEqual({
      ok: true,
      value: { repository: { object: hole('repository', 'object', 'a') } },
    })
  })

  test.each([
    ['no place', { a: null }, undefined],
    ['a place that holds a value (a list cut short)', { a: [1] }, ['a']],
    ['a place that does not exist', { a: 1 }, ['a', 'b', 'c']],
    ['no data at all', null, ['a']],
  ])('%s spoils the whole answer', (_, data, path) => {
    expect(placeHoles(data, [{ problem: refused, path }])).toEqual({ ok: false, problem: refused })
  })

  test('a schema must expect a hole, and never takes it for a value', () => {
    const schema = orHole(z.object({ login: z.string() }).nullable())
    expect(isHole(schema.parse(hole('a')))).toBe(true)
    expect(isHole(schema.parse(null))).toBe(false)
    expect(z.object({ login: z.string() }).safeParse(hole('a')).success).toBe(false)
  })
})

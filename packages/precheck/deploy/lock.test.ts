import { describe, expect, test } from '@jest/globals'
import { describeLock, lockOf, readLock } from './lock.ts'

const file = (fields: object = {}) =>
  JSON.stringify({
    schema_version: 1,
    reason: 'Release train',
    branch: 'topic',
    created_at: '2026-11-25T08:00:00.000Z',
    created_by: 'mona',
    sticky: true,
    environment: 'production',
    global: false,
    unlock_command: '.unlock production',
    link: 'https://github.com/octo/shop/pull/1#issuecomment-1',
    ...fields,
  })

describe('a lock of branch-deploy', () => {
  test('says who holds it, since when and why', () => {
    const lock = readLock('production-branch-deploy-lock', file())
    expect(lock).toEqual({
      environment: 'production',
      claim: { by: 'mona', reason: 'Release train', since: '2026-11-25T08:00:00.000Z', sticky: true },
    })
    expect(describeLock(lock)).toBe(
      'production is locked by mona since 2026-11-25T08:00:00.000Z: "Release train"',
    )
  })

  test.each([
    ['no file', undefined],
    ['no JSON', '{'],
    ['another shape', '[]'],
    ['nobody', file({ created_by: '' })],
    ['a number for a name', file({ created_by: 7 })],
  ])('with %s it locks all the same', (_, text) => {
    expect(readLock('production-branch-deploy-lock', text)).toEqual({ environment: 'production' })
  })

  test('older files lack fields, and reasons may be null', () => {
    expect(readLock('a-branch-deploy-lock', '{"created_by":"mona","reason":null}').claim).toEqual({
      by: 'mona',
      reason: '',
      since: '',
      sticky: false,
    })
  })

  test('holds its environment, whatever the case; the global one holds all and comes first', () => {
    const own = readLock('Production-branch-deploy-lock', file())
    const all = readLock('global-branch-deploy-lock', file({ global: true }))
    const spaced = readLock('prod-eu-branch-deploy-lock', file())
    expect(lockOf([own], 'production')).toBe(own)
    expect(lockOf([own], 'staging')).toBeUndefined()
    expect(lockOf([own, all], 'production')).toBe(all)
    expect(lockOf([all], 'anything')).toBe(all)
    expect(lockOf([spaced], 'prod eu')).toBe(spaced)
    expect(describeLock(all)).toMatch(/^every environment is locked by mona/)
  })
})

import { describe, expect, test } from '@jest/globals'
import { blocked, lockFact, lockModes, lockName, strongerLock } from './index.ts'

describe('lock facts', () => {
  test('depend on the version', () => {
    expect(lockFact('set not null with valid check', 11)?.work).toBe('scan')
    expect(lockFact('set not null with valid check', 12)?.work).toBe('none')
    expect(lockFact('add virtual generated column', 17)).toBeUndefined()
  })

  test('a stronger lock never blocks less', () => {
    const rank = { nothing: 0, 'other schema changes': 1, writes: 2, 'reads and writes': 3 }
    const ranks = lockModes.map((mode) => rank[blocked(mode)])
    expect(ranks).toEqual([...ranks].sort())
    expect(strongerLock('ShareLock', 'AccessExclusiveLock')).toBe('AccessExclusiveLock')
  })

  test('are named as in the manual', () => {
    expect(lockName('ShareRowExclusiveLock')).toBe('SHARE ROW EXCLUSIVE')
  })
})

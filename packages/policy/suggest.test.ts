import { describe, expect, test } from '@jest/globals'
import { suggest } from './suggest.ts'

describe('suggest', () => {
  const keys = ['environments', 'security', 'migrations', 'watch', 'checks']

  test.each([
    ['enviroments', 'environments'],
    ['Security', 'security'],
    ['migration', 'migrations'],
    ['wacth', 'watch'],
  ])('%s means %s', (word, meant) => {
    expect(suggest(word, keys)).toBe(meant)
  })

  test.each(['', 'x', 'database', 'a'.repeat(10_000)])('nothing is close to %j', (word) => {
    expect(suggest(word, keys)).toBeUndefined()
  })
})

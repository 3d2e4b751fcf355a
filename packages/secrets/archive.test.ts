import { describe, expect, test } from '@jest/globals'
import { unzip } from './archive.ts'
import { zip } from './zip-scene.ts'

describe('unzip', () => {
  test('packed and stored entries, and none', () => {
    const archive = zip([
      { name: 'a.txt', content: 'hello '.repeat(20) },
      { name: 'b.txt', content: 'world', method: 0 },
      { name: 'empty/', content: '', method: 0 },
    ])
    expect(unzip(archive, 1_000)).toEqual([
      { name: 'a.txt', content: Buffer.from('hello '.repeat(20)) },
      { name: 'b.txt', content: Buffer.from('world') },
      { name: 'empty/', content: Buffer.alloc(0) },
    ])
    expect(unzip(zip([]), 1_000)).toEqual([])
    expect(unzip(Buffer.from('PKI certificates are text'), 1_000)).toBeUndefined()
  })

  test('a bomb, also of many small entries', () => {
    expect(unzip(zip([{ name: 'a', content: 'a'.repeat(2_000) }]), 1_000)).toBe('too-large')
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `${index}`, content: 'a'.repeat(100) }))
    expect(unzip(zip(many), 1_000)).toBe('too-large')
  })

  test.each([
    ['encrypted', zip([{ name: 'a', content: 'hello', flags: 1 }])],
    ['packed otherwise', zip([{ name: 'a', content: 'hello', method: 14 }])],
    ['cut off', zip([{ name: 'a', content: 'hello' }]).subarray(0, 50)],
    ['without its directory', Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18, 255)])],
  ])('%s is not taken for empty', (_, archive) => expect(unzip(archive, 1_000)).toBe('unreadable'))
})

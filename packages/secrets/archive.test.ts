import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { unzip } from './archive.ts'

interface Entry {
  readonly name: string
  readonly content: string
  readonly method?: number
  readonly flags?: number
}

/** A ZIP file as APPNOTE.TXT 4.3 describes it, without checksums, which nothing here reads. */
function zip(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  for (const { name, content, method = 8, flags = 0 } of entries) {
    const packed = method === 8 ? deflateRawSync(content) : Buffer.from(content)
    const local = Buffer.alloc(30)
    local.write('PK\x03\x04', 'latin1')
    local.writeUInt16LE(name.length, 26)
    const header = Buffer.alloc(46)
    header.write('PK\x01\x02', 'latin1')
    header.writeUInt16LE(flags, 8)
    header.writeUInt16LE(method, 10)
    header.writeUInt32LE(packed.length, 20)
    header.writeUInt16LE(name.length, 28)
    header.writeUInt32LE(Buffer.concat(locals).length, 42)
    locals.push(local, Buffer.from(name), packed)
    directory.push(header, Buffer.from(name))
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(Buffer.concat(locals).length, 16)
  return Buffer.concat([...locals, ...directory, end])
}

describe('unzip', () => {
  test('packed and stored entries, and none', () => {
    const archive = zip([
      { name: 'a.txt', content: 'hello '.repeat(20) },
      { name: 'b.txt', content: 'world', method: 0 },
      { name: 'empty/', content: '', method: 0 },
    ])
    expect(unzip(archive, 1_000)).toEqual([
      Buffer.from('hello '.repeat(20)),
      Buffer.from('world'),
      Buffer.alloc(0),
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

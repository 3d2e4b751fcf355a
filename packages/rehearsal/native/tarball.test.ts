import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { readTarball } from './tarball.ts'

function entry(path: string, content: string, type = '0', mode = '0000644'): Buffer {
  const header = Buffer.alloc(512)
  header.write(path, 0, 'latin1')
  header.write(mode, 100)
  header.write(content.length.toString(8).padStart(11, '0'), 124)
  header.write(type, 156)
  const padded = Buffer.alloc(Math.ceil(content.length / 512) * 512)
  padded.write(content)
  return Buffer.concat([header, padded])
}

const end = Buffer.alloc(1_024)
const read = (...entries: Buffer[]) => [...readTarball(gzipSync(Buffer.concat([...entries, end])))]

describe('readTarball', () => {
  test('gives plain files with their content and whether they are programs', () => {
    const files = read(entry('package/a', 'x'.repeat(600)), entry('package/bin/b', '', '0', '0000755'))
    expect(files.map(({ path, executable, content }) => [path, executable, content.length])).toEqual([
      ['package/a', false, 600],
      ['package/bin/b', true, 0],
    ])
  })

  test.each([
    ['a symbolic link', entry('package/a', '', '2')],
    ['a hard link', entry('package/a', '', '1')],
    ['a device', entry('package/a', '', '3')],
    ['a header for the next file', entry('package/a', '', 'x')],
    ['a name that leaves the folder', entry('package/../../a', '')],
    ['a name of dots', entry('package/./a', '')],
    ['an absolute name', entry('/etc/passwd', '')],
    ['a drive', entry('C:\\a', '')],
    ['an empty name', entry('', 'x')],
    ['a name with a line break', entry('package/a\nb', '')],
  ])('refuses %s', (_, bytes) => {
    expect(() => read(bytes)).toThrow('The tarball holds')
  })

  test('refuses what is cut off, wherever', () => {
    const whole = Buffer.concat([entry('package/a', 'x'.repeat(600)), end])
    for (const length of [0, 100, 512, 600, 1_536])
      expect(() => [...readTarball(gzipSync(whole.subarray(0, length)))]).toThrow('cut off')
    expect(() => [...readTarball(Buffer.from('no gzip'))]).toThrow()
  })

  test('refuses what inflates beyond measure', () => {
    expect(() => [...readTarball(gzipSync(Buffer.alloc(400_000_001), { level: 1 }))]).toThrow()
  })
})

import { gunzipSync } from 'node:zlib'

export interface TarballFile {
  readonly path: string
  readonly executable: boolean
  readonly content: Buffer
}

const block = 512

/** Of all files together. */
const maximumBytes = 400_000_000

/**
 * The files of a tarball as npm packs it: plain files with plain relative names, nothing else (POSIX ustar). Throws on anything
 * that is not, above all on links and on names that leave the folder.
 */
export function* readTarball(tarball: Buffer): Generator<TarballFile> {
  const archive = gunzipSync(tarball, { maxOutputLength: maximumBytes })
  for (let at = 0; at + block <= archive.length; ) {
    const header = archive.subarray(at, at + block)
    // Two blocks of zeros end it.
    if (header.every((byte) => byte === 0)) return
    const type = text(header, 156, 1)
    const path = [text(header, 345, 155), text(header, 0, 100)].filter((part) => part !== '').join('/')
    if (type !== '0' && type !== '') throw new Error(`The tarball holds ${path}, which is no plain file.`)
    if (!/^[\w@+.-]+(\/[\w@+.-]+)*$/.test(path) || path.split('/').some((part) => /^\.+$/.test(part)))
      throw new Error(`The tarball holds a file with the name ${JSON.stringify(path)}.`)
    const size = Number.parseInt(text(header, 124, 12), 8)
    const content = archive.subarray(at + block, at + block + size)
    if (content.length !== size) throw new Error('The tarball is cut off.')
    yield { path, content, executable: (Number.parseInt(text(header, 100, 8), 8) & 0o111) !== 0 }
    at += block + Math.ceil(size / block) * block
  }
  throw new Error('The tarball is cut off.')
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length).toString('latin1')
  return (field.split('\0')[0] ?? '').trim()
}

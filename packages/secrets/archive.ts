import { inflateRawSync } from 'node:zlib'

/** Why an archive was not read. */
export type Unopened = 'too-large' | 'unreadable'

/** One file of an archive. */
export interface Member {
  /** Untrusted text; undefined where the archive has none for it. */
  readonly name: string | undefined
  readonly content: Buffer
}

/** ZIP's general purpose flag for encrypted entries (APPNOTE.TXT 4.4.4). */
const encrypted = 1
const stored = 0
const deflated = 8

const endSignature = Buffer.from('PK\x05\x06', 'latin1')
const endLength = 22
/** A comment may stand behind the end record; its length has two bytes. */
const maxComment = 0xffff

/**
 * A ZIP file's entries (also those of a JAR, an Office document); undefined for anything else.
 * Entries are found by the central directory, as every program that unpacks them does.
 */
export function unzip(content: Buffer, maxBytes: number): Member[] | Unopened | undefined {
  if (!/^PK(?:\x03\x04|\x05\x06)/.test(content.toString('latin1', 0, 4))) return undefined
  const end = content.lastIndexOf(endSignature)
  if (end < 0 || end < content.length - endLength - maxComment) return 'unreadable'
  const entries: Member[] = []
  let left = maxBytes
  try {
    let at = content.readUInt32LE(end + 16)
    for (let count = content.readUInt16LE(end + 10); count > 0; count -= 1) {
      if (content.toString('latin1', at, at + 4) !== 'PK\x01\x02') return 'unreadable'
      const entry = readEntry(content, at, left)
      if (!Buffer.isBuffer(entry)) return entry
      const name = content.toString('utf8', at + 46, at + 46 + content.readUInt16LE(at + 28))
      entries.push({ name, content: entry })
      left -= entry.length
      if (left < 0) return 'too-large'
      at += 46 + content.readUInt16LE(at + 28) + content.readUInt16LE(at + 30) + content.readUInt16LE(at + 32)
    }
  } catch (error) {
    return unopened(error)
  }
  return entries
}

function readEntry(content: Buffer, at: number, maxBytes: number): Buffer | Unopened {
  const method = content.readUInt16LE(at + 10)
  const size = content.readUInt32LE(at + 20)
  const local = content.readUInt32LE(at + 42)
  const start = local + 30 + content.readUInt16LE(local + 26) + content.readUInt16LE(local + 28)
  if ((content.readUInt16LE(at + 8) & encrypted) !== 0 || start + size > content.length) return 'unreadable'
  const packed = content.subarray(start, start + size)
  if (method === stored) return packed
  if (method !== deflated) return 'unreadable'
  return size === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) })
}

/** What an error of zlib means. */
export function unopened(error: unknown): Unopened {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'unreadable'
}

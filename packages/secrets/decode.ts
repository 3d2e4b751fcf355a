import { gunzipSync } from 'node:zlib'
import { type Member, type Unopened, unopened, unzip } from './archive.ts'

/** What a compressed file may grow to before it is left alone. Bytes. */
const maxInflated = 32 * 1024 * 1024

/** UTF-16 and UTF-32 text as the scanner's single bytes; anything else as it is. */
export function transcode(content: Buffer): Buffer {
  if (content.length < 2) return content
  const wide = fromUtf32(content)
  if (wide !== undefined) return wide
  const mark = content.readUInt16BE(0)
  if (mark === 0xfffe) return Buffer.from(content.subarray(2).toString('utf16le'), 'utf8')
  if (mark === 0xfeff) return Buffer.from(swapped(content.subarray(2)).toString('utf16le'), 'utf8')
  const sample = content.subarray(0, 512)
  const zeros = [0, 0]
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length * 0.35 && even === 0) return Buffer.from(content.toString('utf16le'), 'utf8')
  if (even > sample.length * 0.35 && odd === 0)
    return Buffer.from(swapped(content).toString('utf16le'), 'utf8')
  return content
}

/** Four bytes a character, of which ASCII text leaves three empty. */
function fromUtf32(content: Buffer): Buffer | undefined {
  if (content.length < 8) return undefined
  const first = content.readUInt32LE(4)
  const little = first > 0 && first < 0x80
  const big = content.readUInt32BE(4) > 0 && content.readUInt32BE(4) < 0x80
  if (!little && !big) return undefined
  const characters = Buffer.alloc(Math.floor(content.length / 4))
  for (let index = 0; index < characters.length; index += 1) {
    const code = little ? content.readUInt32LE(index * 4) : content.readUInt32BE(index * 4)
    if (code > 0x10ffff) return undefined
    // Credentials are ASCII; anything else only has to stay apart from it.
    characters[index] = code < 0x80 ? code : 0x20
  }
  return characters
}

function swapped(content: Buffer): Buffer {
  return Buffer.from(content.subarray(0, content.length - (content.length % 2))).swap16()
}

/** An archive in an archive in an archive is somebody's joke, or hides something. */
const maxDepth = 3

/** The files that are packed in a gzip or ZIP file, also in one inside it; undefined for anything else. */
export function inflate(content: Buffer, depth = 0): Member[] | Unopened | undefined {
  const parts = unpack(content)
  if (!Array.isArray(parts)) return parts
  const opened: Member[] = []
  let size = 0
  for (const part of parts) {
    const inner = inflate(part.content, depth + 1)
    if (typeof inner === 'string') return inner
    if (inner !== undefined && depth + 1 >= maxDepth) return 'unreadable'
    const members = inner?.map(({ name, content: packed }) => ({
      name: within(part.name, name),
      content: packed,
    }))
    for (const member of members ?? [part]) {
      opened.push(member)
      size += member.content.length
    }
    if (size > maxInflated) return 'too-large'
  }
  return opened
}

function within(outer: string | undefined, inner: string | undefined): string | undefined {
  return outer === undefined || inner === undefined ? (outer ?? inner) : `${outer}!/${inner}`
}

function unpack(content: Buffer): Member[] | Unopened | undefined {
  // Magic and the only method that there is (RFC 1952, 2.3.1).
  if (content.length < 18 || content.readUIntBE(0, 3) !== 0x1f8b08) return unzip(content, maxInflated)
  try {
    return [{ name: undefined, content: gunzipSync(content, { maxOutputLength: maxInflated }) }]
  } catch (error) {
    return unopened(error)
  }
}

const encodedRun = /[A-Za-z0-9+/_-]{24,8192}={0,2}/y

/** The base64 text that begins at the start of a text; undefined where there is none. */
export function base64Run(text: string): string | undefined {
  encodedRun.lastIndex = 0
  return encodedRun.exec(text)?.[0]
}

/** A run of base64 decoded; undefined when that gives no text. */
export function decodeBase64(run: string): string | undefined {
  const decoded = Buffer.from(run, 'base64').toString('latin1')
  return /^[\t\n\r\x20-\x7e\x80-\xff]{12,}/.test(decoded) ? decoded : undefined
}

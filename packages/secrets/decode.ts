import { gunzipSync } from 'node:zlib'

/** What a compressed file may grow to before it is left alone. Bytes. */
const maxInflated = 8 * 1024 * 1024

/** UTF-16 text as the scanner's single bytes; anything else as it is. */
export function transcode(content: Buffer): Buffer {
  if (content.length < 2) return content
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

function swapped(content: Buffer): Buffer {
  return Buffer.from(content.subarray(0, content.length - (content.length % 2))).swap16()
}

/** The content of a gzip file within the limit; undefined for anything else, `too-large` for a bomb. */
export function inflate(content: Buffer): Buffer | 'too-large' | undefined {
  if (content.length < 18 || content[0] !== 0x1f || content[1] !== 0x8b) return undefined
  try {
    return gunzipSync(content, { maxOutputLength: maxInflated })
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : undefined
  }
}

const encodedRun = /[A-Za-z0-9+/_-]{24,8192}={0,2}/y

/** Base64 text around an offset, decoded; undefined when it is not text. */
export function decodeBase64Run(text: string, start: number): string | undefined {
  encodedRun.lastIndex = start
  const run = encodedRun.exec(text)?.[0]
  if (run === undefined) return undefined
  const decoded = Buffer.from(run, 'base64').toString('latin1')
  return /^[\t\n\r\x20-\x7e\x80-\xff]{12,}/.test(decoded) ? decoded : undefined
}

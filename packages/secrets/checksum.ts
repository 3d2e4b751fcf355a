import { crc32 } from 'node:zlib'
import { alphabets } from './random.ts'

/** CRC-32 (IEEE) of ASCII text in base 62 (`0-9A-Za-z`), left-padded: GitHub's, npm's and Vercel's checksum. */
export function base62Crc32(text: string, length: number): string {
  return toBase(crc32(text), alphabets.base62).padStart(length, '0')
}

/** CRC-32 (IEEE) in lower-case hexadecimal, eight digits. */
export function hexCrc32(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}

/** CRC-32 (IEEE) in lower-case base 36, left-padded: GitLab's routable tokens. */
export function base36Crc32(text: string, length: number): string {
  return crc32(text).toString(36).padStart(length, '0')
}

function toBase(value: number, alphabet: string): string {
  let rest = value
  let text = ''
  do {
    text = `${alphabet[rest % alphabet.length] ?? ''}${text}`
    rest = Math.floor(rest / alphabet.length)
  } while (rest > 0)
  return text
}

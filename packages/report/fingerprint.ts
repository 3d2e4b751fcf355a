import { createHash } from 'node:crypto'

/**
 * A finding's identity under moved lines: SHA-256 over its parts, each with its length so that no two lists of parts collide.
 * Pass what the finding is about (rule, path, normalised snippet or object name), never a line number, never a secret's value alone.
 */
export function fingerprint(...parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part)
  return hash.digest('hex').slice(0, 32)
}

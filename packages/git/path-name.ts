import { isUtf8 } from 'node:buffer'

/** A path as text, with its true bytes where they are not UTF-8. */
export function namePath(bytes: Buffer): { readonly path: string; readonly pathBytes?: Buffer } {
  const path = bytes.toString('utf8')
  return isUtf8(bytes) ? { path } : { path, pathBytes: bytes }
}

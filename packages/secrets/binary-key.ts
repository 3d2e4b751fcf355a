import { createPrivateKey } from 'node:crypto'
import type { Found } from './match.ts'
import type { Tier } from './rule.ts'

const rotate = 'replace the key pair and remove the old public key wherever it is trusted'

/** A key of 16,384 bits has less; a store of keys may hold more. Bytes. */
const maxKey = 64 * 1024

/** Keys that are no text: DER (RFC 5958, 8017, 5915), PKCS#12 (RFC 7292) and Java's own stores. */
export function findBinaryKey(content: Buffer): Found[] {
  const found = derKey(content) ?? keyStore(content)
  if (found === undefined) return []
  const { id, provider, tier } = found
  return [{ rule: { id, provider, rotate }, tier, secret: content.toString('base64'), offset: 0 }]
}

interface BinaryKey {
  readonly id: string
  readonly provider: string
  readonly tier: Tier
}

const derTypes = ['pkcs8', 'pkcs1', 'sec1'] as const

function derKey(content: Buffer): BinaryKey | undefined {
  if (content.length > maxKey) return undefined
  const body = sequenceIn(content)
  if (body === undefined) return undefined
  // A version comes first: an integer of one byte, 0 or 1.
  if (body.readUIntBE(0, 3) === 0x020100 || body.readUIntBE(0, 3) === 0x020101) {
    for (const type of derTypes) {
      try {
        createPrivateKey({ key: content, format: 'der', type })
        return { id: 'private-key', provider: 'DER', tier: 'proven' }
      } catch {
        // It is of another type, or no key at all.
      }
    }
  }
  // EncryptedPrivateKeyInfo: the algorithm's identifier, of PKCS#5 or PKCS#12, comes first; the key is protected by its passphrase.
  const isEncrypted =
    body[0] === 0x30 &&
    /^..\x06[\x09\x0a]\x2a\x86\x48\x86\xf7\x0d\x01(?:\x05|\x0c\x01)/s.test(body.toString('latin1', 0, 13))
  return isEncrypted ? { id: 'key-file', provider: 'PKCS#8', tier: 'likely' } : undefined
}

/** What an outermost SEQUENCE holds that is as long as the file. */
function sequenceIn(content: Buffer): Buffer | undefined {
  if (content.length < 16 || content[0] !== 0x30) return undefined
  const first = content[1] ?? 0
  // Some programs leave the length open, as BER allows.
  if (first === 0x80) return content.subarray(2)
  const size = first < 0x80 ? 0 : first & 0x7f
  if (size > 4) return undefined
  const length = size === 0 ? first : content.readUIntBE(2, size)
  return 2 + size + length === content.length ? content.subarray(2 + size) : undefined
}

/** OID of PKCS#7's data, in which PKCS#12 wraps everything. */
const pkcs7Data = Buffer.from('06092a864886f70d010701', 'hex')

function keyStore(content: Buffer): BinaryKey | undefined {
  const body = sequenceIn(content)
  if (body?.readUIntBE(0, 3) === 0x020103 && body.subarray(0, 64).includes(pkcs7Data))
    return { id: 'key-file', provider: 'PKCS#12', tier: 'likely' }
  if (content.length < 16) return undefined
  const magic = content.readUInt32BE(0)
  const provider = magic === 0xfeedfeed ? 'JKS' : magic === 0xcececece ? 'JCEKS' : undefined
  return provider !== undefined && holdsKey(content)
    ? { id: 'key-file', provider, tier: 'likely' }
    : undefined
}

const trustedCertificate = 2

/** Many such stores hold certificates that are trusted, and no key (sun.security.provider.JavaKeyStore). */
function holdsKey(content: Buffer): boolean {
  try {
    const version = content.readUInt32BE(4)
    let at = 12
    for (let count = content.readUInt32BE(8); count > 0; count -= 1) {
      if (content.readUInt32BE(at) !== trustedCertificate) return true
      at += 4 + 2 + content.readUInt16BE(at + 4) + 8
      if (version === 2) at += 2 + content.readUInt16BE(at)
      at += 4 + content.readUInt32BE(at)
    }
    return false
  } catch {
    // It is cut off, or says something else than it is.
    return true
  }
}

import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { scanContent } from './scan.ts'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const ed = generateKeyPairSync('ed25519')
const found = (content: Buffer, path = 'key.der') =>
  scanContent(path, content).map(({ ruleId, provider, tier }) => `${provider} ${ruleId} ${tier}`)

/** A Java key store of these entries: a certificate that is trusted, or a key. */
function javaStore(magic: number, ...entries: readonly ('certificate' | 'key')[]): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt32BE(magic)
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(entries.length, 8)
  const bodies = entries.map((entry) =>
    Buffer.concat([
      Buffer.from([0, 0, 0, entry === 'key' ? 1 : 2, 0, 1, 0x61]),
      Buffer.alloc(8),
      Buffer.from([0, 5, ...Buffer.from('X.509'), 0, 0, 0, 4, 1, 2, 3, 4]),
    ]),
  )
  return Buffer.concat([head, ...bodies])
}

describe('a key that is no text', () => {
  test.each([
    ['PKCS#8', rsa.privateKey.export({ format: 'der', type: 'pkcs8' })],
    ['PKCS#1', rsa.privateKey.export({ format: 'der', type: 'pkcs1' })],
    ['SEC 1', ec.privateKey.export({ format: 'der', type: 'sec1' })],
    ['Ed25519', ed.privateKey.export({ format: 'der', type: 'pkcs8' })],
  ])('%s is proven, whatever the file is called', (_, content) => {
    expect(found(content, 'logo.png')).toEqual(['DER private-key proven'])
    expect(found(content, 'test/key.der')).toEqual(['DER private-key likely'])
  })

  test.each([
    [
      'PKCS#8',
      rsa.privateKey.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' }),
    ],
    ['PKCS#12', Buffer.from(`301d0201033018${'06092a864886f70d010701'}a00b${'00'.repeat(11)}`, 'hex')],
    ['PKCS#12', Buffer.from(`3080020103${'30800609'}2a864886f70d010701${'00'.repeat(9)}`, 'hex')],
    ['JKS', javaStore(0xfeedfeed, 'certificate', 'key')],
    ['JCEKS', javaStore(0xcececece, 'key')],
  ])('%s, which a passphrase protects, is worth a look', (provider, content) => {
    expect(found(content)).toEqual([`${provider} key-file likely`])
  })

  test.each([
    ['public keys', rsa.publicKey.export({ format: 'der', type: 'spki' })],
    ['trusted certificates', javaStore(0xfeedfeed, 'certificate', 'certificate')],
    ['a class of Java', Buffer.from(`cafebabe${'00'.repeat(40)}`, 'hex')],
    ['a sequence of something else', Buffer.from(`300e020100${'00'.repeat(11)}`, 'hex')],
    ['a length beyond the file', Buffer.from(`3084ffffffff020100${'00'.repeat(20)}`, 'hex')],
    ['text', Buffer.from('0'.repeat(200))],
  ])('%s: none', (_, content) => expect(found(content)).toEqual([]))
})

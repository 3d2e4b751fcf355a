import './dirname.ts'

/** PostgreSQL's NAMEDATALEN - 1: longer names are cut with a mere notice. Bytes. */
export const identifierLimit = 63

/** A long word, something long in quotes, or letters of several bytes: without any of them there is nothing to scan for. */
const maybeLong = /[\w$]{64}|"[^"]{64}|[\u0080-\uffff]/

/** Identifiers that PostgreSQL would cut. The parser cuts them too, so only the scanner's tokens still show them. */
export async function longIdentifiers(sql: string): Promise<string[]> {
  if (!maybeLong.test(sql)) return []
  const { loadModule, scanSync } = await import('libpg-query')
  await loadModule()
  try {
    return scanSync(sql)
      .tokens.filter((token) => token.tokenName === 'IDENT' || token.tokenName === 'UIDENT')
      .map((token) => token.text.replace(/^"|"$/g, ''))
      .filter((name) => Buffer.byteLength(name) > identifierLimit)
  } catch {
    // The parser has accepted this text before; what its scanner alone refuses holds no identifier to speak of.
    return []
  }
}

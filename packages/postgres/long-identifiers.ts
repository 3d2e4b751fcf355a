import './dirname.ts'

/** PostgreSQL's NAMEDATALEN - 1: longer names are cut with a mere notice. Bytes. */
export const identifierLimit = 63

/** Identifiers that PostgreSQL would cut. The parser cuts them too, so only the scanner's tokens still show them. */
export async function longIdentifiers(sql: string): Promise<string[]> {
  if (Buffer.byteLength(sql) <= identifierLimit) return []
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

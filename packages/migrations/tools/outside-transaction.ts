/** Words of statements that PostgreSQL refuses in a transaction: a tool that finds one, or the person who runs such a file, opens none. */
export function needsNoTransaction(text: string): boolean {
  return /\b(create\s+(unique\s+)?index|drop\s+index|reindex\b[^;]{0,100})\s+concurrently\b|^[ \t]*vacuum\b/im.test(
    text.slice(0, 1_000_000),
  )
}

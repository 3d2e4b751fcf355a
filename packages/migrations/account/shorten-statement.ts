/** A value is not what a reader looks for, and may be somebody's. Characters. */
const longestLiteral = 24
const longestText = 160

/** One statement on one line: white space joined, long texts and lists of values cut. */
export function shortenStatement(sql: string): string {
  const start = sql.slice(0, 4_000)
  const text = start
    .replace(/'[^'\n]{0,4000}'/g, (literal) => (literal.length > longestLiteral + 2 ? "'…'" : literal))
    .replace(/\s{1,4000}/g, ' ')
    .trim()
  return text.length > longestText || sql.length > start.length ? `${text.slice(0, longestText)}…` : text
}

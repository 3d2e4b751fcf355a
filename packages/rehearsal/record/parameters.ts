/**
 * The values in a DETAIL of PostgreSQL's log: `Parameters: $1 = 'it''s', $2 = NULL` (`parameters:` up to 15). Undefined where it
 * is none of these.
 */
export function readParameters(detail: string): (string | null)[] | undefined {
  if (detail === '') return []
  const head = /^parameters: /i.exec(detail)?.[0]
  if (head === undefined) return undefined
  const values: (string | null)[] = []
  let at = head.length
  while (at < detail.length) {
    const name = `${values.length === 0 ? '' : ', '}$${values.length + 1} = `
    if (!detail.startsWith(name, at)) return undefined
    at += name.length
    if (detail.startsWith('NULL', at)) {
      values.push(null)
      at += 'NULL'.length
      continue
    }
    const end = endOfQuoted(detail, at)
    if (end === undefined) return undefined
    values.push(detail.slice(at + 1, end).replaceAll("''", "'"))
    at = end + 1
  }
  return values
}

/** Where the quote that begins here ends; a doubled one is part of the text. */
function endOfQuoted(text: string, start: number): number | undefined {
  if (text[start] !== "'") return undefined
  for (let at = text.indexOf("'", start + 1); at !== -1; at = text.indexOf("'", at + 2))
    if (text[at + 1] !== "'") return at
  return undefined
}

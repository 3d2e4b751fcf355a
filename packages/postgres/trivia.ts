const newline = 10
const dash = 45
const slash = 47
const star = 42

/** The first byte at or after `from` that is neither white space nor inside a comment; comments nest as in PostgreSQL. */
export function skipTrivia(bytes: Buffer, from: number, to: number): number {
  let at = from
  while (at < to) {
    const byte = bytes[at] ?? 0
    if (byte <= 32) at += 1
    else if (byte === dash && bytes[at + 1] === dash) {
      const end = bytes.indexOf(newline, at)
      at = end === -1 ? to : Math.min(end + 1, to)
    } else if (byte === slash && bytes[at + 1] === star) at = skipBlockComment(bytes, at, to)
    else return at
  }
  return to
}

function skipBlockComment(bytes: Buffer, from: number, to: number): number {
  let depth = 0
  let at = from
  while (at < to) {
    if (bytes[at] === slash && bytes[at + 1] === star) {
      depth += 1
      at += 2
    } else if (bytes[at] === star && bytes[at + 1] === slash) {
      depth -= 1
      at += 2
      if (depth === 0) return at
    } else at += 1
  }
  return to
}

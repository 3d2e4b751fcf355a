/** What takes away or overwrites rows that exist. INSERT adds only. */
const writes =
  /(?<!\bon\s{1,20})\bupdate\s+[^;]{0,200}?\bset\b|\bdelete\s+from\b|\btruncate\b|\bmerge\s+into\b|\bdrop\s+(?:table|schema|column|owned|foreign\s+table)\b|\balter\s+table\b[^;']{0,200}\bdrop\s+(?!constraint\b|default\b|not\b|expression\b|identity\b)/i

/** EXECUTE of a text whose first word says that it is none of these; the rest of the text is looked through like any other. */
const readable =
  /^\s*(?:format\s*\(\s*)?(?:e?'|\$\w*\$)\s*(?:alter|analyze|call|comment|create|drop|grant|insert|lock|notify|refresh|reindex|revoke|select|set|vacuum)\b/i

/**
 * Whether a block or the body of a function could write to rows that exist, judged by its words: what a branch that the
 * rehearsal did not take would do. A statement that is composed while it runs may be any.
 */
export function mayWrite(sql: string): boolean {
  const text = withoutComments(sql)
  if (writes.test(text)) return true
  return [...text.matchAll(/\bexecute\s+(?!function\b|procedure\b|on\b)/gi)].some(
    ({ index, 0: word }) => !readable.test(text.slice(index + word.length, index + word.length + 200)),
  )
}

/** The same for what takes rows away: an UPDATE leaves them. */
export function mayDelete(sql: string): boolean {
  return /\bdelete\s+from\b|\btruncate\b|\bmerge\s+into\b/i.test(withoutComments(sql))
}

export function withoutComments(sql: string): string {
  const text = sql.replace(/--[^\n]*/g, ' ')
  // Beyond the last end of a comment each start would read all of the rest.
  const end = text.lastIndexOf('*/') + 2
  return text.slice(0, end).replace(/\/\*[\s\S]*?\*\//g, ' ') + text.slice(end)
}

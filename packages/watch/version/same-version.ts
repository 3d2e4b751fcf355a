const commit = /^[0-9a-f]{7,64}$/i

/** True for equal text, and for a commit's name and its abbreviation to at least seven digits. */
export function isSameVersion(expected: string, served: string): boolean {
  if (expected === served) return true
  if (!commit.test(expected) || !commit.test(served)) return false
  const [a, b] = [expected.toLowerCase(), served.toLowerCase()]
  return a.startsWith(b) || b.startsWith(a)
}

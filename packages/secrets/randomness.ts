/** Shannon entropy in bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** How many characters of typical words, code identifiers and paths the text holds in runs of letters. */
function wordShare(text: string): number {
  let share = 0
  for (const run of text.match(/[A-Za-z]{4,}/g) ?? []) {
    const vowels = (run.match(/[aeiouyAEIOUY]/g) ?? []).length / run.length
    const caseChanges = (run.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g) ?? []).length / run.length
    if (vowels >= 0.25 && vowels <= 0.6 && caseChanges <= 0.2) share += run.length
  }
  return share / text.length
}

/**
 * Whether text looks drawn at random rather than written: enough entropy for its length, several kinds of characters,
 * few runs that read like words. Bounds chosen so that identifiers, paths, URLs and prose fail and most random text passes.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 12) return false
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length
  const hexOnly = /^[0-9a-f]+$/i.test(text)
  const needed = hexOnly
    ? Math.min(3, Math.log2(text.length) * 0.75)
    : Math.min(3.9, Math.log2(text.length) * 0.76)
  if (entropy(text) < needed) return false
  if (hexOnly) return /\d/.test(text) && /[a-f]/i.test(text)
  return kinds >= 2 && /\d/.test(text) && wordShare(text) < 0.5
}

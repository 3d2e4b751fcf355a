/** `1 check`, `3 checks`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`
}

/** `a, b, c and 4 more`: each once, in the order given. */
export function listed(items: readonly string[], shown = 5): string {
  const unique = [...new Set(items)]
  const rest = unique.length - shown
  return rest > 0 ? `${unique.slice(0, shown).join(', ')} and ${rest} more` : unique.join(', ')
}

/** At most `length` characters: cut after a whole word where one ends near there, and never within a code point. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1)
  const word = /\s/.test(text.charAt(length - 1)) ? cut.length : cut.search(/\s\S*$/)
  const whole = word > length * 0.7 ? cut.slice(0, word).trimEnd() : cut
  return `${/[\ud800-\udbff]$/.test(whole) ? whole.slice(0, -1) : whole}…`
}

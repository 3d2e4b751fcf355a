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

/** A lockfile's own text as a message may hold it: short, one line, without the credentials that a URL can carry. */
export function shown(text: string): string {
  return text
    .replace(/\/\/[^/@\s]*@/g, '//')
    .replace(/\s+/g, ' ')
    .slice(0, 120)
}

/** True when a type is in a list whose entries may hold `*` for any text. */
export function typeMatcher(list: string): (type: string) => boolean {
  const patterns = list.split(/\s+/).filter((pattern) => pattern !== '')
  const exact = new Set(patterns.filter((pattern) => !pattern.includes('*')))
  const globs = patterns
    .filter((pattern) => pattern.includes('*'))
    .map((pattern) => new RegExp(`^${pattern.split('*').map(escapeRegExp).join('.*')}$`))
  return (type) => exact.has(type) || globs.some((glob) => glob.test(type))
}

function escapeRegExp(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
}

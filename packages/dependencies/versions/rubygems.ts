import { compareIdentifiers } from './semver.ts'

/** `Gem::Version` order: segments of digits and of letters, letters below numbers, trailing zeros of each half dropped. */
export function compareRubygems(a: string, b: string): number {
  const [left, right] = [segments(a), segments(b)]
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, other] = [left[index] ?? '0', right[index] ?? '0']
    const [numericOne, numericOther] = [/^\d/.test(one), /^\d/.test(other)]
    if (numericOne !== numericOther) return numericOne ? 1 : -1
    const order = compareIdentifiers(one, other)
    if (order !== 0) return order
  }
  return 0
}

function segments(version: string): string[] {
  const all =
    version
      .trim()
      .replace(/-/g, '.pre.')
      .match(/\d+|[a-z]+/gi) ?? []
  const firstWord = all.findIndex((segment) => /[a-z]/i.test(segment))
  const release = firstWord < 0 ? all : all.slice(0, firstWord)
  const rest = firstWord < 0 ? [] : all.slice(firstWord)
  return [...withoutTrailingZeros(release), ...withoutTrailingZeros(rest)]
}

function withoutTrailingZeros(segments: readonly string[]): string[] {
  let end = segments.length
  while (end > 0 && /^0+$/.test(segments[end - 1] ?? '')) end -= 1
  return segments.slice(0, end)
}

/**
 * Semantic Versioning 2.0.0 precedence, lenient as OSV's own server is: a leading `v`, fewer or more than three parts,
 * numbers of any length, build metadata ignored.
 */
export function compareSemver(a: string, b: string): number {
  const [left, right] = [split(a), split(b)]
  const parts = Math.max(left.release.length, right.release.length)
  for (let index = 0; index < parts; index += 1) {
    const order = compareIdentifiers(left.release[index] ?? '0', right.release[index] ?? '0')
    if (order !== 0) return order
  }
  if (left.prerelease.length === 0 || right.prerelease.length === 0)
    return right.prerelease.length - left.prerelease.length
  for (let index = 0; index < Math.max(left.prerelease.length, right.prerelease.length); index += 1) {
    const [one, other] = [left.prerelease[index], right.prerelease[index]]
    if (one === undefined) return -1
    if (other === undefined) return 1
    const order = compareIdentifiers(one, other)
    if (order !== 0) return order
  }
  return 0
}

function split(version: string): {
  readonly release: readonly string[]
  readonly prerelease: readonly string[]
} {
  const bare =
    version
      .trim()
      .replace(/^[vV=]+/, '')
      .split('+', 1)[0] ?? ''
  const dash = bare.indexOf('-')
  const release = (dash < 0 ? bare : bare.slice(0, dash)).split('.')
  const prerelease = dash < 0 ? [] : bare.slice(dash + 1).split('.')
  return { release, prerelease }
}

/** Numbers below words; numbers by value whatever their length. */
export function compareIdentifiers(a: string, b: string): number {
  const [numericA, numericB] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (numericA && numericB) {
    const [left, right] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')]
    return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0)
  }
  if (numericA !== numericB) return numericA ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

import { compareIdentifiers } from './semver.ts'

/**
 * PHP's `version_compare`, which Composer's order rests on: any other word < dev < alpha < beta < RC < a number < patch.
 * Words count by how they begin, in this order: `patch` and `post` are both `p`.
 */
const forms: readonly (readonly [start: string, rank: number])[] = [
  ['dev', 1],
  ['a', 2],
  ['b', 3],
  ['rc', 4],
  ['p', 6],
]
const numberRank = 5

/** Order of versions on Packagist. As in Composer, which pads to four parts, zeros at the end and case do not count. */
export function comparePackagist(a: string, b: string): number {
  const [left, right] = [segments(a), segments(b)]
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [one, other] = [left[index] ?? '0', right[index] ?? '0']
    const [rankOne, rankOther] = [rankOf(one), rankOf(other)]
    if (rankOne !== rankOther) return rankOne - rankOther
    if (rankOne !== numberRank) continue
    const order = compareIdentifiers(one, other)
    if (order !== 0) return order
  }
  return 0
}

function segments(version: string): string[] {
  const [plain = ''] = version.trim().toLowerCase().replace(/^v/, '').split('+', 1)
  return plain.match(/\d+|[a-z]+/g) ?? []
}

function rankOf(segment: string): number {
  if (/^\d/.test(segment)) return numberRank
  return forms.find(([start]) => segment.startsWith(start))?.[1] ?? 0
}

import { compareIdentifiers } from './semver.ts'

/** PHP's `version_compare`, which Composer's order rests on: any other word < dev < alpha < beta < RC < a number < patch. */
const ranks: Readonly<Record<string, number>> = {
  dev: 1,
  a: 2,
  alpha: 2,
  b: 3,
  beta: 3,
  rc: 4,
  p: 6,
  pl: 6,
  patch: 6,
}
const numberRank = 5

/** Order of versions on Packagist: dots where letters and digits meet, zeros at the end do not count. */
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
  return (
    version
      .trim()
      .toLowerCase()
      .replace(/^v/, '')
      .split('+', 1)[0]
      ?.match(/\d+|[a-z]+/g) ?? []
  )
}

function rankOf(segment: string): number {
  return /^\d/.test(segment) ? numberRank : (ranks[segment] ?? 0)
}

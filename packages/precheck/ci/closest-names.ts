import { editDistance } from '@operator/report'

/** Names longer than this are compared by their beginnings. */
const compared = 60

/** The names that look most like the wanted one, the closest first: at most three. */
export function closestNames(wanted: string, names: readonly string[]): string[] {
  const target = simplify(wanted)
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceTo(target, simplify(name)) }))
    .filter(({ distance }) => distance <= 0.6)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** The name that the wanted one may be a slip of. One that contains the other is another name: `GEO_DATABASE_URL`, `DATABASE_URL`. */
export function likelySlip(wanted: string, names: readonly string[]): string | undefined {
  const target = simplify(wanted)
  return closestNames(wanted, names).find((name) => {
    const other = simplify(name)
    return editDistance(target, other) < 0.25 * Math.max(target.length, other.length)
  })
}

function simplify(name: string): string {
  return name.toLowerCase().slice(0, compared)
}

/** 0 for equal names, 1 for names that share nothing. A name that contains the other is close: "ci / test" for "test". */
function distanceTo(a: string, b: string): number {
  if (a === b) return 0
  if (a.includes(b) || b.includes(a)) return 0.1
  return editDistance(a, b) / Math.max(a.length, b.length, 1)
}

/**
 * Where strings stand in a JSON text: the first one at or after a position that is a key, else any; 0 when there is none. Keys
 * asked for in order cost one pass over the text, however they are written.
 */
export function keyFinder(text: string): (key: string, from?: number) => number {
  let places: ReadonlyMap<string, Places> | undefined
  return (key, from = 0) => {
    if (places === undefined) {
      const found = text.indexOf(`${JSON.stringify(key)}:`, from)
      if (found >= 0) return found
      places = placesOfStrings(text)
    }
    const known = places.get(key)
    return firstFrom(known?.keys ?? [], from) ?? firstFrom(known?.values ?? [], from) ?? 0
  }
}

/** Offsets in order. */
interface Places {
  readonly keys: number[]
  readonly values: number[]
}

function placesOfStrings(text: string): Map<string, Places> {
  const places = new Map<string, Places>()
  for (const { 0: match, 1: written = '', 2: colon, index } of text.matchAll(/("(?:[^"\\]|\\.)*")\s*(:)?/g)) {
    const read: unknown = written.includes('\\') ? JSON.parse(written) : written.slice(1, -1)
    if (typeof read !== 'string' || match === '') continue
    const known = places.get(read) ?? { keys: [], values: [] }
    const list = colon === undefined ? known.values : known.keys
    list.push(index)
    places.set(read, known)
  }
  return places
}

function firstFrom(offsets: readonly number[], from: number): number | undefined {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((offsets[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return offsets[low]
}

/** The first line of every YAML key at an indentation; 1 for a key that is written in another way. */
export function keyLines(text: string, indentation: number): (key: string) => number {
  const lines = new Map<string, number>()
  const pattern = new RegExp(`^ {${indentation}}(?! )(?:"([^"]+)"|'([^']+)'|(\\S.*?)):(?: |$)`)
  text.split('\n').forEach((raw, index) => {
    const [, double, single, plain] = pattern.exec(raw.replace(/\r$/, '')) ?? []
    const key = double ?? single ?? plain
    if (key !== undefined && !lines.has(key)) lines.set(key, index + 1)
  })
  return (key) => lines.get(key) ?? 1
}

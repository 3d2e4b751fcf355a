/** How a number is written: Kubernetes quantities (`500m`, `1Gi`), bytes as Docker writes them (`512m`), times (`30s`). */
export type Unit = 'quantity' | 'bytes' | 'time'

export interface Quantity {
  readonly value: number
  /** Only the same can be compared; `percent` is a share of something unnamed. */
  readonly of: 'number' | 'percent'
}

const binary: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4, p: 5, e: 6 }
/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const scales: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
}
const seconds: Readonly<Record<string, number>> = { ms: 1e-3, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 }

/** The number that a text or number states, in its base unit; undefined when it states none. */
export function readQuantity(written: string | number, unit: Unit): Quantity | undefined {
  if (typeof written === 'number') return Number.isNaN(written) ? undefined : { value: written, of: 'number' }
  const match = /^([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*([a-z]{0,7}|%)$/i.exec(written.trim())
  if (match === null) return undefined
  const number = Number(match[1])
  const suffix = match[2] ?? ''
  if (suffix === '%') return { value: number, of: 'percent' }
  const scale = suffix === '' ? 1 : scaleOf(suffix, unit)
  return scale === undefined ? undefined : { value: number * scale, of: 'number' }
}

function scaleOf(suffix: string, unit: Unit): number | undefined {
  const lower = suffix.toLowerCase()
  if (unit === 'time') return seconds[lower]
  if (unit === 'bytes') {
    const power = /^([kmgtpe])?i?b?$/.exec(lower)
    return power === null ? undefined : 1_024 ** (binary[power[1] ?? ''] ?? 0)
  }
  const exponent = /^([kmgtpe])ib?$/.exec(lower)?.[1]
  if (exponent !== undefined) return 1_024 ** (binary[exponent] ?? 0)
  return Object.hasOwn(scales, suffix) ? scales[suffix] : scales[suffix.replace(/B$/, '')]
}

/** Sizes that clouds name alike, from the smallest. */
const ladder = [
  'nano',
  'micro',
  'tiny',
  'mini',
  'small',
  'starter',
  'medium',
  'standard',
  'large',
  'xlarge',
  'metal',
]

/**
 * Whether the second of two classes is larger (1) or smaller (-1): known where they differ in their size alone (`m5.large` and
 * `m5.2xlarge`, `e2-standard-4` and `e2-standard-8`, `Standard_D2s_v3` and `Standard_D4s_v3`), else undefined.
 */
export function compareSizes(before: string, after: string): number | undefined {
  const from = sizeOf(before)
  const to = sizeOf(after)
  if (from === undefined || to === undefined || from.family !== to.family || from.size === to.size) {
    return undefined
  }
  return Math.sign(to.size - from.size)
}

interface Sized {
  readonly family: string
  readonly size: number
}

function sizeOf(name: string): Sized | undefined {
  const lower = name.trim().toLowerCase()
  const aws = /^(.+)\.(?:(\d+)xlarge|([a-z]+))$/.exec(lower)
  if (aws !== null) {
    const family = `aws ${aws[1]}`
    // A metal instance is a whole machine, as large as its family's largest.
    if (aws[2] !== undefined) return { family, size: ladder.indexOf('xlarge') + Number(aws[2]) / 1_000 }
    const size = ladder.indexOf(aws[3] ?? '')
    return size < 0 ? undefined : { family, size: size + (aws[3] === 'xlarge' ? 0.001 : 0) }
  }
  const google = /^([a-z]\d[a-z]?-[a-z]+)-(\d+)$/.exec(lower)
  if (google !== null) return { family: `google ${google[1]}`, size: Number(google[2]) }
  const azure = /^(standard_[a-z]+)(\d+)([a-z]*(?:_v\d+)?)$/.exec(lower)
  if (azure !== null) return { family: `azure ${azure[1]} ${azure[3]}`, size: Number(azure[2]) }
  return undefined
}

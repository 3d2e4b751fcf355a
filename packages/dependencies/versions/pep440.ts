import { compareIdentifiers } from './semver.ts'

const pattern =
  /^\s*v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<preNumber>\d*))?(?<post>-(?<implicitPost>\d+)|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>\d*))?(?<dev>[-_.]?dev[-_.]?(?<devNumber>\d*))?(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/i

interface Version {
  readonly epoch: string
  readonly release: readonly string[]
  /** Rank of the pre-release phase and its number; a final release ranks above all. */
  readonly pre: readonly [rank: number, number: string]
  readonly post: string | undefined
  readonly dev: string | undefined
  readonly local: readonly string[] | undefined
}

const ranks: Readonly<Record<string, number>> = {
  a: 1,
  alpha: 1,
  b: 2,
  beta: 2,
  c: 3,
  rc: 3,
  pre: 3,
  preview: 3,
}

/** PEP 440 order; what the PEP cannot read ranks below everything that it can, by text. */
export function comparePep440(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)]
  if (left === undefined || right === undefined) {
    if (left === right) return a < b ? -1 : a > b ? 1 : 0
    return left === undefined ? -1 : 1
  }
  return (
    compareIdentifiers(left.epoch, right.epoch) ||
    compareReleases(left.release, right.release) ||
    left.pre[0] - right.pre[0] ||
    compareIdentifiers(left.pre[1], right.pre[1]) ||
    compareOptional(left.post, right.post, -1) ||
    compareOptional(left.dev, right.dev, 1) ||
    compareLocal(left.local, right.local)
  )
}

function parse(version: string): Version | undefined {
  const groups = pattern.exec(version)?.groups
  if (groups === undefined) return undefined
  const post =
    groups['post'] === undefined ? undefined : groups['implicitPost'] || groups['postNumber'] || '0'
  const dev = groups['dev'] === undefined ? undefined : groups['devNumber'] || '0'
  const phase = groups['pre']?.toLowerCase()
  // `1.0.dev1` comes before `1.0a1`: a development release of a final version ranks below its pre-releases.
  const rank = phase === undefined ? (dev !== undefined && post === undefined ? 0 : 4) : (ranks[phase] ?? 4)
  return {
    epoch: groups['epoch'] ?? '0',
    release: (groups['release'] ?? '0').split('.'),
    pre: [rank, groups['preNumber'] || '0'],
    post,
    dev,
    local: groups['local']?.toLowerCase().split(/[-_.]/),
  }
}

function compareReleases(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = compareIdentifiers(a[index] ?? '0', b[index] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

/** `absent` says on which side of every number a missing one stands. */
function compareOptional(a: string | undefined, b: string | undefined, absent: -1 | 1): number {
  if (a === undefined && b === undefined) return 0
  if (a === undefined) return absent
  if (b === undefined) return -absent
  return compareIdentifiers(a, b)
}

function compareLocal(a: readonly string[] | undefined, b: readonly string[] | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1)
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const [one, other] = [a[index], b[index]]
    if (one === undefined) return -1
    if (other === undefined) return 1
    // Here, unlike in SemVer, numbers rank above words.
    const [numericOne, numericOther] = [/^\d+$/.test(one), /^\d+$/.test(other)]
    if (numericOne !== numericOther) return numericOne ? 1 : -1
    const order = compareIdentifiers(one, other)
    if (order !== 0) return order
  }
  return 0
}

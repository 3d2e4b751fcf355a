const weights = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  impact: { H: 0.56, L: 0.22, N: 0 },
} as const
const privileges = { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } } as const

/** CVSS v3.0 and v3.1 base score of a vector; undefined when the vector is not one (first.org/cvss/v3.1/specification-document, §7.1). */
export function cvss3BaseScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined
  const metrics = new Map(
    vector
      .split('/')
      .slice(1)
      .map((part) => [part.split(':')[0] ?? '', part.split(':')[1] ?? '']),
  )
  const pick = (table: Readonly<Record<string, number>>, metric: string) => table[metrics.get(metric) ?? '']
  const changed = metrics.get('S') === 'C'
  const [av, ac, ui] = [pick(weights.AV, 'AV'), pick(weights.AC, 'AC'), pick(weights.UI, 'UI')]
  const pr = pick(privileges[changed ? 'C' : 'U'], 'PR')
  const [c, i, a] = [pick(weights.impact, 'C'), pick(weights.impact, 'I'), pick(weights.impact, 'A')]
  if (av === undefined || ac === undefined || ui === undefined || pr === undefined) return undefined
  if (c === undefined || i === undefined || a === undefined || !/^[UC]$/.test(metrics.get('S') ?? ''))
    return undefined
  const base = 1 - (1 - c) * (1 - i) * (1 - a)
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base
  if (impact <= 0) return 0
  const exploitability = 8.22 * av * ac * pr * ui
  return roundUp(Math.min(changed ? 1.08 * (impact + exploitability) : impact + exploitability, 10))
}

/** The specification's own Roundup (§ appendix A): integer arithmetic, so that 4.02 does not become 4.2. */
function roundUp(value: number): number {
  const integer = Math.round(value * 100_000)
  return integer % 10_000 === 0 ? integer / 100_000 : (Math.floor(integer / 10_000) + 1) / 10
}

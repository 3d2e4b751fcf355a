import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { sampleCheck, sampleFinding, sampleReport } from './sample-report.ts'
import { renderSarif, sarifResultLimit } from './sarif.ts'

const log = z.object({
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.object({
      tool: z.object({ driver: z.object({ rules: z.array(z.object({ id: z.string() })) }) }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.number(),
          level: z.enum(['error', 'warning', 'note']),
          baselineState: z.enum(['new', 'unchanged']),
          partialFingerprints: z.record(z.string(), z.string()),
          locations: z.array(
            z.object({ physicalLocation: z.object({ artifactLocation: z.object({ uri: z.string() }) }) }),
          ),
        }),
      ),
      properties: z.object({ cut: z.number() }),
    }),
  ]),
})

const render = (findings: ReturnType<typeof sampleFinding>[]) =>
  log.parse(JSON.parse(renderSarif(sampleReport([sampleCheck({ findings })])))).runs[0]

describe('renderSarif', () => {
  test('each result points at its rule and carries a stable fingerprint', () => {
    const run = render([sampleFinding({ ruleId: 'b' }), sampleFinding({ ruleId: 'a', fingerprint: 'f2' })])
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
      expect(Object.values(result.partialFingerprints)[0]).toMatch(/^f[12]?1?$/)
    }
  })

  test('fixed findings are left out, existing ones are unchanged', () => {
    const run = render([
      sampleFinding({ state: 'fixed' }),
      sampleFinding({ state: 'existing', fingerprint: 'f2' }),
    ])
    expect(run.results.map((result) => result.baselineState)).toEqual(['unchanged'])
  })

  test('a path is a URI, whatever bytes the name has', () => {
    const run = render([sampleFinding({ location: { path: 'a b/ü\n#\ud800.ts', line: 1 } })])
    expect(run.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(
      'a%20b/%C3%BC%0A%23%EF%BF%BD.ts',
    )
  })

  test('code scanning takes no more results, and the cut is counted', () => {
    const run = render(
      Array.from({ length: sarifResultLimit + 7 }, (_, index) => sampleFinding({ fingerprint: `f${index}` })),
    )
    expect(run.results).toHaveLength(sarifResultLimit)
    expect(run.properties.cut).toBe(7)
  })
})

import { describe, expect, test } from '@jest/globals'
import { annotate } from './annotations.ts'
import { sampleCheck, sampleFinding, sampleReport } from './sample-report.ts'

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => sampleFinding({ fingerprint: `f${index}` }))

describe('annotate', () => {
  test('nine are shown as they are', () => {
    expect(annotate(sampleReport([sampleCheck({ findings: many(9) })]))).toHaveLength(9)
  })

  test('the ninth of more counts the rest', () => {
    const annotations = annotate(sampleReport([sampleCheck({ findings: many(25) })]))
    expect(annotations).toHaveLength(9)
    expect(annotations[8]?.message).toBe('and 17 more; see the job summary')
  })

  test('only introduced findings with a place', () => {
    const findings = [
      sampleFinding({ state: 'existing' }),
      sampleFinding({ location: undefined, fingerprint: 'f2' }),
    ]
    expect(annotate(sampleReport([sampleCheck({ findings })]))).toEqual([])
  })
})

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

  test('what people overrode comes first, in one, place or not', () => {
    const one = (id: string) => sampleCheck({ id, status: 'overridden', findings: many(1) })
    const annotations = annotate(sampleReport([one('precheck/changelog'), one('precheck/merged')]))
    expect(annotations).toHaveLength(3)
    expect(annotations[0]).toMatchObject({ level: 'note', title: 'overridden' })
    expect(annotations[0]?.message.split('\n').map((line) => line.split(':')[0])).toEqual([
      'precheck/changelog',
      'precheck/merged',
    ])
  })

  test('only introduced findings with a place', () => {
    const findings = [
      sampleFinding({ state: 'existing' }),
      sampleFinding({ location: undefined, fingerprint: 'f2' }),
    ]
    expect(annotate(sampleReport([sampleCheck({ findings })]))).toEqual([])
  })
})

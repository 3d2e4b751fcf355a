import { describe, expect, test } from '@jest/globals'
import { headOid, type SamplePolicy, sampleNow, sampleRules, sampleSubject } from '../sample.ts'
import type { DataStatement, LoadTest, PlaceFacts } from './facts.ts'
import { evaluateStagingData } from './staging-data.ts'

const after = { after: { environment: 'staging' } }
const both = {
  staging: {
    data: { command: './ops/data.sh', 'max-age': '7d' },
    'load-test': { file: 'k6.json', 'max-age': '1d' },
  },
  production: after,
}
const onlyData = { staging: { data: { file: 'data.json', 'max-age': '7d' } }, production: after }

const data = (changes: Partial<DataStatement> = {}): PlaceFacts['data'] => ({
  kind: 'told',
  source: 'data.json',
  value: {
    takenAt: '2026-11-24T10:00:00.000Z',
    safe: true,
    productionLike: true,
    note: '2 M rows',
    ...changes,
  },
})
const loaded = (changes: Partial<LoadTest> = {}): PlaceFacts['loadTest'] => ({
  kind: 'told',
  source: 'k6.json',
  value: { count: 9_000, thresholds: 3, failed: [], takenAt: '2026-11-25T08:00:00.000Z', ...changes },
})

const judge = (
  told: Omit<PlaceFacts, 'environment'> | undefined,
  environments: SamplePolicy['environments'] = both,
) => {
  const outcome = evaluateStagingData(
    told && [{ environment: 'Staging', ...told }],
    sampleSubject(),
    sampleRules({ environments }),
    sampleNow,
  )
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

describe('staging-data', () => {
  test('safe, production-like, young enough, and it stood the load', () => {
    const outcome = judge({ data: data(), loadTest: loaded() })
    expect(outcome.told).toBe('pass proven')
    expect(outcome.reason.message).toContain('9000 requests')
    expect(judge({ data: data() }, onlyData).told).toBe('pass proven')
  })

  test('not configured does not apply, and says how', () => {
    const none = judge(undefined, { staging: {}, production: after })
    expect(none.told).toBe('not-applicable not-configured')
    expect(none.reason.message).toContain('environments.staging.data')
    expect(judge(undefined, { production: {} }).told).toBe('not-applicable not-configured')
  })

  test.each<[string, Omit<PlaceFacts, 'environment'> | undefined, string]>([
    ['unsafe data', { data: data({ safe: false }), loadTest: loaded() }, 'fail unsafe-data'],
    [
      'a handful of rows',
      { data: data({ productionLike: false }), loadTest: loaded() },
      'fail unlike-production',
    ],
    ['old data', { data: data({ takenAt: '2026-11-18T09:59:59Z' }), loadTest: loaded() }, 'fail too-old'],
    [
      'data of tomorrow',
      { data: data({ takenAt: '2026-11-26T10:00:00Z' }), loadTest: loaded() },
      'unknown from-the-future',
    ],
    [
      'a crossed threshold',
      { data: data(), loadTest: loaded({ failed: ['http_req_failed rate<0.01'] }) },
      'fail load-test-failed',
    ],
    [
      'another commit',
      { data: data(), loadTest: loaded({ sha: '1'.repeat(40) }) },
      'fail load-test-of-another',
    ],
    [
      'an old load test',
      { data: data(), loadTest: loaded({ takenAt: '2026-11-24T09:00:00Z' }) },
      'fail too-old',
    ],
    [
      'a load test without requests',
      { data: data(), loadTest: loaded({ count: 0 }) },
      'unknown load-test-empty',
    ],
    [
      'a load test without thresholds',
      { data: data(), loadTest: loaded({ thresholds: 0 }) },
      'unknown load-test-empty',
    ],
    ['nothing asked', undefined, 'unknown not-asked'],
    ['half of it', { data: data() }, 'unknown not-asked'],
  ])('%s', (_, facts, expected) => {
    const outcome = judge(facts)
    expect(outcome.told).toBe(expected)
    expect(outcome.next).toBeTruthy()
  })

  test('a load test without a date is unknown, one of this commit counts', () => {
    const { takenAt: _, ...undated } = { count: 9, thresholds: 1, failed: [], takenAt: '' }
    const facts = { data: data(), loadTest: { kind: 'told' as const, source: 'k6.json', value: undated } }
    expect(judge(facts).told).toBe('unknown load-test-undated')
    expect(judge({ data: data(), loadTest: loaded({ sha: headOid }) }).told).toBe('pass proven')
  })

  test('what failed is told before what is unknown, and a refusal is unknown with its own reason', () => {
    const refused = {
      kind: 'refused' as const,
      code: 'command-failed',
      message: 'It ended with 3.',
      next: 'Mend it.',
    }
    expect(judge({ data: refused, loadTest: loaded({ failed: ['x'] }) }).told).toBe('fail load-test-failed')
    expect(judge({ data: refused, loadTest: loaded() })).toMatchObject({
      told: 'unknown command-failed',
      next: 'Mend it.',
    })
  })

  test('each environment that comes before, and names something, must prove it', () => {
    const environments = {
      staging: { data: { file: 'data.json' } },
      canary: { data: { file: 'canary.json' } },
      preview: {},
      production: {
        after: [{ environment: 'staging' }, { environment: 'canary' }, { environment: 'preview' }],
      },
    }
    const judgeBoth = (canary: PlaceFacts['data']) =>
      evaluateStagingData(
        [
          { environment: 'staging', data: data() },
          { environment: 'canary', ...(canary !== undefined && { data: canary }) },
        ],
        sampleSubject(),
        sampleRules({ environments }),
        sampleNow,
      )
    expect(judgeBoth(data())).toMatchObject({ status: 'pass', evidence: [{}, {}] })
    expect(judgeBoth(data({ safe: false }))).toMatchObject({
      status: 'fail',
      reason: { message: expect.stringContaining('canary holds data') },
    })
    expect(judgeBoth(undefined)).toMatchObject({ status: 'unknown', reason: { code: 'not-asked' } })
  })
})

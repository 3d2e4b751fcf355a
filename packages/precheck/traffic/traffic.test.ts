import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import { known, unreadBecause } from '../fact.ts'
import { sampleNow, sampleRules } from '../sample.ts'
import { collectTraffic } from './collect.ts'
import { describeTraffic } from './describe-traffic.ts'

const hour = 3_600_000
const week = (countOf: (hoursAgo: number) => number) =>
  Array.from({ length: 169 }, (_, index): [number, number] => [
    sampleNow.getTime() - (168 - index) * hour,
    countOf(168 - index),
  ])
const traffic = (samples: readonly [number, number][]) =>
  known({ metric: 'requests', every: 60_000, samples })

describe('whether now is a low-traffic hour', () => {
  test.each([
    [
      'the quietest',
      week((ago) => (ago === 0 ? 1 : 100 + ago)),
      /^This is a low-traffic hour: 1 requests in 1m, busier than 0 %/,
    ],
    [
      'the busiest',
      week((ago) => (ago === 0 ? 900 : 100)),
      /^This is no low-traffic hour: 900 requests in 1m, busier than 100 %/,
    ],
    ['like all others', week(() => 100), /^This is a low-traffic hour/],
    ['no traffic at all', week(() => 0), /^This is a low-traffic hour: 0 requests/],
    ['a day of history', week(() => 1).slice(-25), /cannot be told from 24 hours/],
    [
      'nothing newer than two hours',
      week(() => 1).slice(0, -2),
      /is not known: requests has no count of the last hour/,
    ],
    ['nothing', [], /is not known/],
  ] as const)('%s', (_, samples, expected) => {
    expect(describeTraffic(traffic([...samples]), sampleNow)).toMatch(expected)
  })

  test('unread, and not asked', () => {
    expect(describeTraffic(unreadBecause('unavailable', 'It was down.'), sampleNow)).toContain(
      'not known: It was down.',
    )
    expect(describeTraffic(undefined, sampleNow)).toBeUndefined()
  })
})

describe('asking Prometheus', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.close()
  })

  async function ask(status: number, body: string, headers: Record<string, string | { env: string }> = {}) {
    const asked: { url: string; authorization: string | undefined }[] = []
    server = createServer((request, response) => {
      asked.push({ url: request.url ?? '', authorization: request.headers.authorization })
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end(body)
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const rules = sampleRules({
      environments: { production: { window: { zone: 'UTC', traffic: 'requests' } } },
    })
    const url = `http://127.0.0.1:${port}/prometheus/`
    const metrics = [{ name: 'requests', every: 60_000, prometheus: { url, total: 'sum(x)', headers } }]
    const variable = (name: string) => (name === 'TOKEN' ? 'seeded' : undefined)
    const answer = await collectTraffic({ ...rules, watch: { metrics } }, 'production', sampleNow, variable)
    return { answer, asked }
  }
  const matrix = (...series: [number, string][][]) =>
    JSON.stringify({
      status: 'success',
      data: { resultType: 'matrix', result: series.map((values) => ({ metric: {}, values })) },
    })

  test('a week of hours, all series together, without what is no number', async () => {
    const at = sampleNow.getTime() / 1_000
    const { answer, asked } = await ask(
      200,
      matrix(
        [
          [at - 3600, '2'],
          [at, '3'],
        ],
        [
          [at, '4.5'],
          [at - 3600, 'NaN'],
        ],
      ),
      {
        authorization: { env: 'TOKEN' },
      },
    )
    expect(answer).toEqual(known({ metric: 'requests', every: 60_000, samples: [[at * 1_000, 7.5]] }))
    expect(asked[0]?.authorization).toBe('seeded')
    expect(asked[0]?.url).toContain('/prometheus/api/v1/query_range?query=sum%28x%29')
    expect(asked[0]?.url).toContain('step=3600')
  })

  test.each([
    [503, ''],
    [200, 'no JSON'],
    [200, '{"status":"error"}'],
    [200, 'x'.repeat(4_100_000)],
    [302, ''],
  ])('an answer of %d that is none: not known, and no exception', async (status, body) => {
    expect((await ask(status, body)).answer).toMatchObject({ known: false, code: 'traffic-unread' })
  })

  test('a header that the job does not set, a metric that is not there, and a name that is not given', async () => {
    expect((await ask(200, matrix(), { authorization: { env: 'NONE' } })).answer).toMatchObject({
      known: false,
    })
    const rules = sampleRules({ environments: { production: { window: { zone: 'UTC', traffic: 'other' } } } })
    expect(await collectTraffic(rules, 'production', sampleNow)).toMatchObject({
      known: false,
      code: 'no-metric',
    })
    expect(await collectTraffic(sampleRules(), 'production', sampleNow)).toBeUndefined()
  })
})

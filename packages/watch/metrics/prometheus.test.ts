import { afterEach, describe, expect, test } from '@jest/globals'
import { type LoopbackServer, serve } from '../loopback-server.ts'
import { queryPrometheus } from './prometheus.ts'

let server: LoopbackServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const first = Date.UTC(2026, 7, 1, 12, 1)
const seconds = first / 1_000
const matrix = (...series: [number, string][][]) => ({
  status: 'success',
  data: { resultType: 'matrix', result: series.map((values) => ({ metric: {}, values })) },
})

interface Given {
  readonly status?: number
  readonly body?: unknown
  readonly text?: string
}

/** Answers the query `bad` and the query `total`; keeps what it was asked. */
async function ask(
  bad: Given,
  total: Given = {
    body: matrix([
      [seconds, '10'],
      [seconds + 60, '20'],
    ]),
  },
) {
  const asked: URL[] = []
  server = await serve((request, response) => {
    const url = new URL(request.url ?? '', 'http://x')
    asked.push(url)
    const given = url.searchParams.get('query') === 'bad' ? bad : total
    response.writeHead(given.status ?? 200).end(given.text ?? JSON.stringify(given.body))
  })
  const answer = await queryPrometheus(
    {
      base: new URL('/prometheus/', server.url),
      bad: 'bad',
      total: 'total',
      headers: { 'x-scope-orgid': 'a' },
    },
    { first, last: first + 60_000, every: 60_000, timeout: 1_000, userAgent: 'test' },
  )
  return { answer, asked }
}

const bins = (...samples: [unknown, unknown][]) => ({
  kind: 'bins',
  bins: samples.map(([bad, total], index) => ({ end: first + index * 60_000, bad, total })),
})

describe('asking Prometheus', () => {
  test('asks both queries over the ends of the stretches, below the base’s own path', async () => {
    const { answer, asked } = await ask({
      body: matrix([
        [seconds, '1'],
        [seconds + 60, '2.5'],
      ]),
    })
    expect(answer).toEqual(bins([1, 10], [2.5, 20]))
    expect(asked.map((url) => url.pathname)).toEqual([
      '/prometheus/api/v1/query_range',
      '/prometheus/api/v1/query_range',
    ])
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toMatchObject({
      start: String(seconds),
      end: String(seconds + 60),
      step: '60',
    })
  })

  test('sums the series', async () => {
    const { answer } = await ask({
      body: matrix(
        [
          [seconds, '1'],
          [seconds + 60, '2'],
        ],
        [[seconds, '4']],
      ),
    })
    expect(answer).toEqual(bins([5, 10], [2, 20]))
  })

  test.each([['NaN'], ['+Inf'], ['-Inf'], ['-1'], ['0x1f'], [''], ['Infinity']])(
    '%j is no number, and one of them spoils the sum',
    async (value) => {
      const { answer } = await ask({
        body: matrix(
          [[seconds, '1']],
          [
            [seconds, value],
            [seconds + 60, '0'],
          ],
        ),
      })
      expect(answer).toEqual(bins(['invalid', 10], [0, 20]))
    },
  )

  test('nothing is nothing, not zero', async () => {
    const { answer } = await ask({ body: matrix() }, { body: matrix([[seconds + 60, '7']]) })
    expect(answer).toEqual(bins(['none', 'none'], ['none', 7]))
  })

  test.each<[string, Given, string]>([
    ['a server that fails', { status: 503, text: 'down' }, 'it answered 503'],
    [
      'a query that is wrong',
      { status: 400, body: { status: 'error', errorType: 'bad_data', error: 'parse error' } },
      'bad_data: parse error',
    ],
    ['a login page', { text: '<html>' }, 'not one of Prometheus'],
    [
      'garbage',
      { body: { status: 'success', data: { resultType: 'matrix', result: [{ values: [[1]] }] } } },
      'not one of Prometheus',
    ],
    [
      'an instant vector',
      { body: { status: 'success', data: { resultType: 'vector', result: [] } } },
      'not one of Prometheus',
    ],
    [
      'half an answer (Thanos)',
      { body: { ...matrix([[seconds, '1']]), warnings: ['store is down'] } },
      'only in part: store is down',
    ],
    ['half an answer (VictoriaMetrics)', { body: { ...matrix(), isPartial: true } }, 'only in part'],
    ['a redirect to a login', { status: 302, text: '' }, 'it answered 302'],
  ])('%s is no answer', async (_, given, reason) => {
    const { answer } = await ask(given)
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining(reason) })
    const other = await (async () => {
      await server?.close()
      return ask({ body: matrix() }, given)
    })()
    expect(other.answer).toMatchObject({ kind: 'failed' })
  })

  test('a slow server is no answer', async () => {
    server = await serve(() => undefined)
    const answer = await queryPrometheus(
      { base: server.url, bad: 'bad', total: 'total', headers: {} },
      { first, last: first, every: 60_000, timeout: 50, userAgent: 'test' },
    )
    expect(answer).toMatchObject({ kind: 'failed', reason: expect.stringContaining('no answer in time') })
  })
})

import { shorten } from '@operator/report'
import { z } from 'zod'
import type { Bin, MetricAnswer, Sample } from '../event.ts'
import { exchange } from '../http/exchange.ts'

export interface PrometheusTarget {
  readonly base: URL
  readonly bad: string
  readonly total: string
  readonly headers: Readonly<Record<string, string>>
}

export interface PrometheusQuery {
  /** Milliseconds since 1970; ends of the first and the last stretch. */
  readonly first: number
  readonly last: number
  /** Milliseconds. */
  readonly every: number
  readonly timeout: number
  readonly userAgent: string
  readonly signal?: AbortSignal | undefined
}

/** An answer of 360 points and some series is far below this. Bytes. */
const maxBody = 16 * 1024 * 1024

const success = z.object({
  status: z.literal('success'),
  /** Thanos and Mimir answer in part when a store is down, and say so here. */
  warnings: z.array(z.string()).optional(),
  /** VictoriaMetrics says it so. */
  isPartial: z.boolean().optional(),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
})

const failure = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() })

/** Asks a server with Prometheus's HTTP API how many requests went wrong, of how many, in each stretch. */
export async function queryPrometheus(
  target: PrometheusTarget,
  query: PrometheusQuery,
): Promise<MetricAnswer> {
  const [bad, total] = await Promise.all([
    queryRange(target, target.bad, query),
    queryRange(target, target.total, query),
  ])
  if (!bad.ok) return { kind: 'failed', reason: bad.why }
  if (!total.ok) return { kind: 'failed', reason: total.why }
  const bins: Bin[] = []
  for (let end = query.first; end <= query.last; end += query.every) {
    bins.push({ end, bad: bad.samples.get(end) ?? 'none', total: total.samples.get(end) ?? 'none' })
  }
  return { kind: 'bins', bins }
}

type Samples =
  | { readonly ok: true; readonly samples: ReadonlyMap<number, Sample> }
  | { readonly ok: false; readonly why: string }

async function queryRange(
  { base, headers }: PrometheusTarget,
  expression: string,
  { first, last, every, timeout, userAgent, signal }: PrometheusQuery,
): Promise<Samples> {
  const url = new URL(`${base.pathname.replace(/(?<!\/)\/+$/, '')}/api/v1/query_range`, base)
  url.search = new URLSearchParams({
    query: expression,
    start: String(first / 1_000),
    end: String(last / 1_000),
    step: String(every / 1_000),
  }).toString()
  const outcome = await exchange({
    method: 'GET',
    url,
    headers: { 'user-agent': userAgent, accept: 'application/json', ...headers },
    timeout,
    maxBody,
    signal,
  })
  if (outcome.kind === 'failure') return refused(outcome.failure.message)
  const body = parseJson(outcome.body)
  const refusal = failure.safeParse(body)
  if (refusal.success) return refused(`${refusal.data.errorType}: ${shorten(refusal.data.error, 200)}`)
  if (outcome.status !== 200) return refused(`it answered ${outcome.status}`)
  const answer = success.safeParse(body)
  if (!answer.success) return refused('the answer is not one of Prometheus’s query_range')
  const [warning] = answer.data.warnings ?? []
  if (answer.data.isPartial === true || warning !== undefined) {
    return refused(`it answered only in part: ${shorten(warning ?? 'isPartial', 200)}`)
  }
  return { ok: true, samples: sumSeries(answer.data.data.result) }
}

function refused(why: string): Samples {
  return { ok: false, why }
}

const decimal = /^(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i

/** The sum over all series at each time; one value that is no number spoils its time. */
function sumSeries(
  series: readonly { readonly values: readonly (readonly [number, string])[] }[],
): Map<number, Sample> {
  const sums = new Map<number, Sample>()
  for (const { values } of series) {
    for (const [seconds, text] of values) {
      const end = Math.round(seconds * 1_000)
      const value = decimal.test(text) ? Number(text) : Number.NaN
      const known = sums.get(end) ?? 0
      const valid = Number.isFinite(value) && typeof known === 'number'
      sums.set(end, valid ? known + value : 'invalid')
    }
  }
  return sums
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A page of a proxy, say: whoever reads the answer refuses it for its form.
    return undefined
  }
}

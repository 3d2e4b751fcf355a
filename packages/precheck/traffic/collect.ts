import { z } from 'zod'
import { type Fact, known, unreadBecause } from '../fact.ts'
import { findEnvironment, type PrecheckRules, type TrafficMetric } from '../rules.ts'
import type { TrafficFacts } from './facts.ts'

const hour = 3_600_000
const week = 7 * 24 * hour
const timeout = 10_000
/** A week of hours is some kilobytes for each series. Bytes. */
const maxBody = 4_000_000

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
})

/** Asks Prometheus how many requests there were in the last week; undefined where the policy names no metric. */
export async function collectTraffic(
  rules: PrecheckRules,
  environment: string | undefined,
  now: Date,
  readVariable: (name: string) => string | undefined = (name) => process.env[name],
): Promise<Fact<TrafficFacts> | undefined> {
  const name = findEnvironment(rules, environment)?.window?.traffic
  if (name === undefined) return undefined
  const metric = rules.watch.metrics?.find((one) => one.name === name)
  if (metric === undefined)
    return unreadBecause('no-metric', `watch.metrics lists none that is called ${name}.`)
  try {
    const text = await query(metric, now, readVariable)
    if ('problem' in text) return unreadBecause('traffic-unread', text.problem)
    const parsed = answer.safeParse(parseJson(text.body))
    if (!parsed.success)
      return unreadBecause('traffic-unread', 'The answer is not one of Prometheus’s query_range.')
    return known({ metric: name, every: metric.every, samples: sumSeries(parsed.data.data.result) })
  } catch (error) {
    return unreadBecause('traffic-unread', `Prometheus did not answer: ${reasonOf(error)}.`)
  }
}

async function query(
  { prometheus }: TrafficMetric,
  now: Date,
  readVariable: (name: string) => string | undefined,
): Promise<{ readonly body: string } | { readonly problem: string }> {
  const headers: Record<string, string> = { accept: 'application/json' }
  for (const [name, value] of Object.entries(prometheus.headers ?? {})) {
    const read = typeof value === 'string' ? value : readVariable(value.env)
    if (read === undefined || read === '')
      return { problem: `The job does not set what the header ${name} needs.` }
    headers[name] = read
  }
  const base = new URL(prometheus.url)
  const url = new URL(`${base.pathname.replace(/(?<!\/)\/+$/, '')}/api/v1/query_range`, base)
  const end = now.getTime()
  url.search = new URLSearchParams({
    query: prometheus.total,
    start: String((end - week) / 1_000),
    end: String(end / 1_000),
    step: String(hour / 1_000),
  }).toString()
  // A redirect would carry the headers to somebody else.
  const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeout) })
  if (response.status !== 200) return { problem: `Prometheus answered ${response.status}.` }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBody) return { problem: `Prometheus answered more than ${maxBody} bytes.` }
    chunks.push(chunk)
  }
  return { body: Buffer.concat(chunks).toString('utf8') }
}

/** The sum over all series at each time; a time with a value that is no number is left out. */
function sumSeries(series: z.infer<typeof answer>['data']['result']): [number, number][] {
  const sums = new Map<number, number>()
  for (const { values } of series) {
    for (const [seconds, text] of values) {
      const at = Math.round(seconds * 1_000)
      const value = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
      sums.set(at, (sums.get(at) ?? 0) + value)
    }
  }
  return [...sums]
    .filter(([, value]) => Number.isFinite(value))
    .sort(([a], [b]) => a - b)
    .slice(-200)
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message.slice(0, 200) : 'for no known reason'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { z } from 'zod'
import type { LoadTest } from './facts.ts'
import { parseJson } from './read-statement.ts'

/** `handleSummary()` says `{ok}`; `--summary-export` says true for a threshold that was crossed (grafana/k6#1498). */
const threshold = z.union([z.boolean(), z.object({ ok: z.boolean() })])

const metric = z.object({
  count: z.number().optional(),
  values: z.object({ count: z.number().optional() }).optional(),
  thresholds: z.record(z.string(), threshold).optional(),
})

const summary = z.object({
  metrics: z.record(z.string(), metric),
  taken_at: z.iso.datetime({ offset: true }).optional(),
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
})

/** Reads the JSON summary of k6, in both of its forms; undefined when it is none. */
export function readK6Summary(text: string): LoadTest | undefined {
  const parsed = summary.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  const { metrics, taken_at, sha } = parsed.data
  const thresholds = Object.entries(metrics).flatMap(([name, { thresholds: all = {} }]) =>
    Object.entries(all).map(([expression, result]) => ({
      says: `${name} ${expression}`.slice(0, 120),
      ok: typeof result === 'boolean' ? !result : result.ok,
    })),
  )
  const countOf = (name: string) => metrics[name]?.values?.count ?? metrics[name]?.count
  const [count = 0] = ['http_reqs', 'grpc_req_duration', 'iterations'].flatMap((name) => countOf(name) ?? [])
  return {
    count,
    thresholds: thresholds.length,
    failed: thresholds
      .filter(({ ok }) => !ok)
      .map(({ says }) => says)
      .slice(0, 20),
    ...(taken_at !== undefined && { takenAt: new Date(taken_at).toISOString() }),
    ...(sha !== undefined && { sha }),
  }
}

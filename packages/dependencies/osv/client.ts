import { shorten } from '@operator/report'
import { z } from 'zod'
import type { Ecosystem } from '../package.ts'
import { type OsvRecord, osvRecord } from './record.ts'
import { requestJson } from './request.ts'

export interface PackageQuery {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version: string
}

export type OsvAnswer =
  | { readonly kind: 'answered'; readonly records: readonly OsvRecord[] }
  | { readonly kind: 'unavailable'; readonly message: string }

/** The API's own limit for one batch (osv.dev, "too many queries"). */
const batchSize = 1_000
const parallel = 8
/** Pages of one query; a package with more advisories than this fills is not real. */
const maxPages = 50

const batchAnswer = z.object({
  results: z.array(
    z.object({
      vulns: z.array(z.object({ id: z.string() })).nullish(),
      next_page_token: z.string().nullish(),
    }),
  ),
})

/**
 * Asks an OSV server about packages and fetches every advisory that it names, all within `timeout` milliseconds.
 * Anything short of a whole answer is `unavailable`: half a list of advisories looks exactly like a clean bill.
 */
export async function queryOsv(
  source: string,
  queries: readonly PackageQuery[],
  timeout: number,
): Promise<OsvAnswer> {
  const signal = AbortSignal.timeout(timeout)
  try {
    const ids = await findIds(source, queries, signal)
    return { kind: 'answered', records: await fetchRecords(source, [...ids].sort(), signal) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {
      kind: 'unavailable',
      message: signal.aborted ? `no whole answer within ${timeout / 1_000} s` : message,
    }
  }
}

async function findIds(
  source: string,
  queries: readonly PackageQuery[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const ids = new Set<string>()
  type Item = { readonly query: PackageQuery; readonly token?: string }
  let pending: Item[] = queries.map((query) => ({ query }))
  for (let page = 0; pending.length > 0; page += 1) {
    if (page >= maxPages) throw new Error('the server pages without end')
    const next: Item[] = []
    for (let start = 0; start < pending.length; start += batchSize) {
      const batch = pending.slice(start, start + batchSize)
      const body = {
        queries: batch.map(({ query: { ecosystem, name, version }, token }) => ({
          package: { ecosystem, name },
          version,
          ...(token !== undefined && { page_token: token }),
        })),
      }
      const answer = await requestJson(`${source}/v1/querybatch`, signal, body)
      const { results } = expect(batchAnswer, answer, 'a batch')
      if (results.length !== batch.length)
        throw new Error(`the server answered ${results.length} of ${batch.length} queries`)
      results.forEach((result, index) => {
        for (const { id } of result.vulns ?? []) ids.add(id)
        const item = batch[index]
        // A page may hold nothing but the token of the next one: only its absence ends the list.
        if (result.next_page_token && item) next.push({ query: item.query, token: result.next_page_token })
      })
    }
    pending = next
  }
  return ids
}

async function fetchRecords(
  source: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<OsvRecord[]> {
  const records: OsvRecord[] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < ids.length; index = next++) {
      const id = ids[index] ?? ''
      const answer = await requestJson(`${source}/v1/vulns/${encodeURIComponent(id)}`, signal)
      const record = expect(osvRecord, answer, id)
      if (record.id !== id && !record.aliases?.includes(id))
        throw new Error(`the server answered ${shorten(record.id, 60)} when asked for ${shorten(id, 60)}`)
      records[index] = record
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, ids.length) }, work))
  return records
}

function expect<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const at = result.error.issues[0]?.path.join('.') || 'its top'
  throw new Error(`the server answered ${shorten(what, 60)} in an unexpected form (at ${shorten(at, 60)})`)
}

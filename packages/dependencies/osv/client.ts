import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Ecosystem } from '../package.ts'
import { type OsvRecord, osvRecord } from './record.ts'

export interface PackageQuery {
  readonly ecosystem: Ecosystem
  readonly name: string
  readonly version: string
}

export type OsvAnswer =
  | { readonly kind: 'answered'; readonly records: readonly OsvRecord[]; readonly queries: number }
  | { readonly kind: 'unavailable'; readonly message: string }

/** The API's own limit for one batch (osv.dev, "too many queries"). */
const batchSize = 1_000
const attempts = 4
const parallel = 8
/** Pages of one query; a package with more advisories than this fills is not real. */
const maxPages = 50

const batchAnswer = z.object({
  results: z.array(
    z.object({
      vulns: z.array(z.object({ id: z.string(), modified: z.string().optional() })).optional(),
      next_page_token: z.string().optional(),
    }),
  ),
})

/** Asks an OSV server about packages and fetches every advisory that it names. Anything short of a whole answer is `unavailable`. */
export async function queryOsv(
  source: string,
  queries: readonly PackageQuery[],
  timeout: number,
): Promise<OsvAnswer> {
  const signal = AbortSignal.timeout(timeout)
  try {
    const ids = await findIds(source, queries, signal)
    const records = await fetchRecords(source, [...ids].sort(), signal)
    return { kind: 'answered', records, queries: queries.length }
  } catch (error) {
    const message = signal.aborted
      ? `no whole answer within ${timeout / 1_000} s`
      : error instanceof Error
        ? error.message
        : String(error)
    return { kind: 'unavailable', message }
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
        queries: batch.map(({ query, token }) => ({
          package: { ecosystem: query.ecosystem, name: query.name },
          version: query.version,
          ...(token !== undefined && { page_token: token }),
        })),
      }
      const { results } = batchAnswer.parse(await request(`${source}/v1/querybatch`, signal, body))
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
      records[index] = osvRecord.parse(await request(`${source}/v1/vulns/${encodeURIComponent(id)}`, signal))
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, ids.length) }, work))
  return records
}

/** One request, repeated after 429, 5xx and network errors with growing, jittered pauses. */
async function request(url: string, signal: AbortSignal, body?: object): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const failure = await send(url, signal, body)
    if (failure.ok) return failure.value
    if (!failure.again || attempt >= attempts) throw new Error(failure.message)
    await sleep(250 * 2 ** attempt * (0.5 + Math.random()), undefined, { signal })
  }
}

type Sent =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly again: boolean; readonly message: string }

async function send(url: string, signal: AbortSignal, body?: object): Promise<Sent> {
  try {
    const response = await fetch(url, {
      signal,
      ...(body !== undefined && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    })
    if (response.ok) return { ok: true, value: await response.json() }
    const again = response.status === 429 || response.status >= 500
    return { ok: false, again, message: `${new URL(url).host} answered ${response.status}` }
  } catch (cause) {
    const reason =
      cause instanceof Error
        ? cause.cause instanceof Error
          ? cause.cause.message
          : cause.message
        : String(cause)
    return {
      ok: false,
      again: !signal.aborted,
      message: `${new URL(url).host} cannot be reached (${reason})`,
    }
  }
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OsvRecord } from '@operator/dependencies'
import { z } from 'zod'
import { wellKnownAdvisories } from './advisories.ts'

/** What goes wrong at the next request whose path begins so; each fault is used once. */
export interface OsvFault {
  readonly path: '/v1/querybatch' | '/v1/vulns/'
  readonly answer:
    | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
    | { readonly kind: 'body'; readonly body: string }
    | { readonly kind: 'cut' }
    | { readonly kind: 'hang' }
}

export interface OsvOptions {
  /** Advisories beside the well-known ones. */
  readonly records?: readonly OsvRecord[]
  /** Without the advisories by which a source is known to be alive. */
  readonly empty?: boolean
  /** Advisory ids per page of one query; the first page holds only the token of the next. */
  readonly pageSize?: number
  readonly faults?: readonly OsvFault[]
}

export interface OsvServer {
  readonly url: string
  /** Package names that were asked about. */
  readonly names: ReadonlySet<string>
  /** Queries in each batch. */
  readonly batches: readonly number[]
  /** Paths of all requests. */
  readonly requests: readonly string[]
  readonly faults: OsvFault[]
  close(): Promise<void>
}

/** osv.dev's own limits (google.github.io/osv.dev, "POST /v1/querybatch"). */
const maxQueries = 1_000

const batch = z.strictObject({
  queries: z.array(
    z.strictObject({
      package: z.strictObject({ name: z.string().min(1), ecosystem: z.string().min(1) }),
      version: z.string().min(1),
      page_token: z.string().optional(),
    }),
  ),
})
type Query = z.infer<typeof batch>['queries'][number]

/**
 * A stand-in for an OSV server. It answers with every advisory of a package, whatever its version, as a server does that
 * cannot parse one: evaluating ranges is the client's part. A malformed query fails its whole batch, as at osv.dev.
 */
export async function startOsv(options: OsvOptions = {}): Promise<OsvServer> {
  const records = [...(options.empty ? [] : wellKnownAdvisories), ...(options.records ?? [])]
  const faults = [...(options.faults ?? [])]
  const names = new Set<string>()
  const batches: number[] = []
  const requests: string[] = []

  const answer = (query: Query): object => {
    names.add(query.package.name)
    const ids = records
      .filter((record) => !record.withdrawn && speaksOf(record, query))
      .map(({ id, modified }) => ({ id, modified: modified ?? '2026-01-01T00:00:00Z' }))
    if (options.pageSize === undefined) return ids.length === 0 ? {} : { vulns: ids }
    const page = query.page_token === undefined ? 0 : Number(query.page_token)
    const vulns = page === 0 ? [] : ids.slice((page - 1) * options.pageSize, page * options.pageSize)
    return {
      ...(vulns.length > 0 && { vulns }),
      ...(page * options.pageSize < ids.length && { next_page_token: String(page + 1) }),
    }
  }

  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push(path)
    const index = faults.findIndex((fault) => path.startsWith(fault.path))
    const [fault] = index < 0 ? [] : faults.splice(index, 1)
    if (fault !== undefined) return fail(fault, response)
    const id = /^\/v1\/vulns\/([^/]+)$/.exec(path)?.[1]
    if (request.method === 'GET' && id !== undefined) {
      const record = records.find((one) => one.id === decodeURIComponent(id))
      return record === undefined
        ? send(response, 404, { code: 5, message: 'Bug not found.' })
        : send(response, 200, record)
    }
    if (request.method !== 'POST' || path !== '/v1/querybatch')
      return send(response, 404, { code: 5, message: 'Not Found' })
    void readBody(request).then((text) => {
      const parsed = batch.safeParse(parseJson(text))
      if (!parsed.success) return send(response, 400, { code: 3, message: 'error in query' })
      const { queries } = parsed.data
      batches.push(queries.length)
      if (queries.length > maxQueries) return send(response, 400, { code: 3, message: 'too many queries' })
      return send(response, 200, { results: queries.map(answer) })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    names,
    batches,
    requests,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function speaksOf(record: OsvRecord, query: Query): boolean {
  return (
    record.affected?.some(
      ({ package: one }) => one?.name === query.package.name && one.ecosystem === query.package.ecosystem,
    ) ?? false
  )
}

function fail({ answer }: OsvFault, response: ServerResponse): void {
  switch (answer.kind) {
    case 'status':
      response.writeHead(
        answer.status,
        answer.retryAfter === undefined ? {} : { 'retry-after': String(answer.retryAfter) },
      )
      response.end('{}')
      return
    case 'body':
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(answer.body)
      return
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"results": [')
      response.socket?.destroySoon()
      return
    case 'hang':
      return
  }
}

function send(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return address.port
}

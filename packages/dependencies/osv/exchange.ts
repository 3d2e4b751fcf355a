import { Agent, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps, Agent as TlsAgent } from 'node:https'

export interface Exchanged {
  readonly status: number
  readonly text: string
  /** Seconds, as `Retry-After` names them; undefined where it names none. */
  readonly retryAfter: number | undefined
}

/** OSV itself sends at most 32 MiB over HTTP/1.1 (google.github.io/osv.dev, "Response size limit"). Bytes. */
const maxBytes = 40 * 1024 * 1024

/** Connections are kept for the many advisories of one audit. `proxyEnv`: a proxy named by HTTPS_PROXY and NO_PROXY is used. */
const agents = {
  'http:': new Agent({ keepAlive: true, proxyEnv: process.env }),
  'https:': new TlsAgent({ keepAlive: true, proxyEnv: process.env }),
}

/** One request over HTTP; `fetch` knows no proxies. Redirects are not followed. Rejects when there is no whole answer. */
export function exchange(url: URL, signal: AbortSignal, body: string | undefined): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    const options = {
      signal,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        'user-agent': 'operator',
        ...(body !== undefined && {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        }),
      },
    }
    const receive = (response: IncomingMessage) => {
      readText(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, text, retryAfter: retryAfterOf(response) }),
        reject,
      )
    }
    const sent =
      url.protocol === 'https:'
        ? requestHttps(url, { ...options, agent: agents['https:'] }, receive)
        : requestHttp(url, { ...options, agent: agents['http:'] }, receive)
    sent.on('error', reject)
    sent.end(body)
  })
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > maxBytes) throw new Error(`more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function retryAfterOf(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers['retry-after'])
  return seconds > 0 ? seconds : undefined
}

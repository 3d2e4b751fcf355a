import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { describe, type HttpFailure, httpFailureOf } from './failure.ts'

export interface HttpRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Milliseconds until the whole answer must be there. */
  readonly timeout: number
  /** Bytes of the body that are read; the rest is left. */
  readonly maxBody: number
  readonly signal?: AbortSignal | undefined
}

export interface HttpAnswer {
  readonly kind: 'answer'
  readonly url: URL
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** True when the body was longer than what was read. */
  readonly truncated: boolean
  readonly milliseconds: number
}

export interface HttpSilence {
  readonly kind: 'failure'
  readonly url: URL
  readonly failure: HttpFailure
  /** True once the other side had accepted the connection: it is there, whatever went wrong then. */
  readonly connected: boolean
  /** True once it was the site itself that took the connection: no proxy's, and over TLS with a certificate that holds. */
  readonly reached: boolean
  readonly milliseconds: number
}

export type HttpOutcome = HttpAnswer | HttpSilence

/**
 * Sends one request and follows nothing. Whatever goes wrong on the way is an outcome; only a header that cannot be sent throws.
 * A proxy named by HTTP_PROXY, HTTPS_PROXY and NO_PROXY is used (Node ≥ 24.5).
 */
export function exchange(request: HttpRequest): Promise<HttpOutcome> {
  const { url } = request
  const started = performance.now()
  const elapsed = () => Math.round(performance.now() - started)
  return new Promise((resolve) => {
    let connected = false
    let reached = false
    const fail = (failure: HttpFailure) =>
      settle({ kind: 'failure', url, failure, connected, reached, milliseconds: elapsed() })
    const { outgoing, agent } = open(request)
    const settle = (outcome: HttpOutcome) => {
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', abort)
      resolve(outcome)
      outgoing.destroy()
      agent.destroy()
    }
    const timer = setTimeout(() => fail(describe('timeout', `${request.timeout} ms`)), request.timeout)
    const abort = () => fail(describe('timeout', 'the watch was stopped'))
    request.signal?.addEventListener('abort', abort)
    outgoing.on('socket', (socket) => {
      socket.once('connect', () => {
        connected = true
        if (url.protocol === 'http:' && !usesProxy()) reached = true
      })
      socket.once('secureConnect', () => {
        reached = true
      })
    })
    outgoing.on('error', (error) => fail(httpFailureOf(error)))
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      let size = 0
      const answer = (truncated: boolean) =>
        settle({
          kind: 'answer',
          url,
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).subarray(0, request.maxBody).toString('utf8'),
          truncated,
          milliseconds: elapsed(),
        })
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > request.maxBody) answer(true)
      })
      incoming.on('end', () => answer(false))
      incoming.on('error', (error) => fail(httpFailureOf(error)))
    })
    if (request.signal?.aborted) abort()
    else outgoing.end(request.body)
  })
}

/** A plain request goes to the proxy itself, where one is named for any host. */
function usesProxy(): boolean {
  return Boolean(process.env['HTTP_PROXY'] ?? process.env['http_proxy'])
}

/** A connection of its own each time: what a visitor's first request meets, and nothing that a former answer left open. */
function open({ url, method, headers }: HttpRequest): {
  readonly outgoing: ClientRequest
  readonly agent: HttpAgent
} {
  const options = { keepAlive: false, proxyEnv: process.env }
  if (url.protocol === 'https:') {
    const agent = new HttpsAgent(options)
    return { agent, outgoing: httpsRequest(url, { method, headers, agent }) }
  }
  const agent = new HttpAgent(options)
  return { agent, outgoing: httpRequest(url, { method, headers, agent }) }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'

export interface LoopbackServer {
  readonly url: URL
  /** Every request so far, `GET /version`. */
  readonly seen: readonly string[]
  close(): Promise<void>
}

type Handle = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A server for tests on a free port of this machine; with `tls` it speaks HTTPS. */
export async function serve(
  handle: Handle,
  tls?: { readonly key: string; readonly cert: string },
): Promise<LoopbackServer> {
  const seen: string[] = []
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    seen.push(`${request.method} ${request.url}`)
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => handle(request, response, body))
  }
  const server: Server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: new URL(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`),
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

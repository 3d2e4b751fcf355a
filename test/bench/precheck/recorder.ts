import { createServer, type IncomingMessage } from 'node:http'

/** Stands between an action and the stand-in GitHub: asks it once, and from then on answers at once what was answered before. */
export interface Recorder {
  /** Without a path. */
  readonly url: string
  /** Requests since the last look, and how many of them were new. */
  take(): { readonly requests: number; readonly recorded: number }
  close(): Promise<void>
}

interface Recording {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Headers that speak of one connection. */
const ofConnection = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-encoding',
  'content-length',
])

export async function startRecorder(origin: string): Promise<Recorder> {
  const recordings = new Map<string, Promise<Recording>>()
  let requests = 0
  let recorded = 0
  const server = createServer(async (request, response) => {
    requests += 1
    const body = await bodyOf(request)
    const key = `${request.method} ${request.url} ${body}`
    const known = recordings.get(key)
    if (known === undefined) recorded += 1
    const recording = known ?? ask(origin, request, body)
    recordings.set(key, recording)
    try {
      const { status, headers, body: answer } = await recording
      response.writeHead(status, headers).end(answer)
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined)
    }
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    take() {
      const taken = { requests, recorded }
      requests = 0
      recorded = 0
      return taken
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function ask(origin: string, request: IncomingMessage, body: string): Promise<Recording> {
  const { authorization = '', accept = '*/*', 'content-type': type = 'application/json' } = request.headers
  const answer = await fetch(`${origin}${request.url ?? ''}`, {
    method: request.method ?? 'GET',
    headers: { authorization, accept, 'content-type': type },
    ...(body !== '' && { body }),
  })
  return {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !ofConnection.has(name))),
    body: Buffer.from(await answer.arrayBuffer()),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

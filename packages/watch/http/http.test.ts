import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { exchange, type HttpOutcome } from './exchange.ts'
import { follow } from './follow.ts'

const open: (Server | TcpServer)[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

async function listen(server: Server | TcpServer): Promise<string> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}

const serve = (handle: (request: IncomingMessage, response: ServerResponse) => void) =>
  listen(createServer(handle))

const request = (url: string, more: Partial<Parameters<typeof follow>[0]> = {}) => ({
  method: 'GET',
  url: new URL(url),
  headers: { 'user-agent': 'test', authorization: 'secret' },
  timeout: 5_000,
  maxBody: 1_000,
  ...more,
})

function failed(outcome: HttpOutcome) {
  if (outcome.kind === 'answer') throw new Error(`answered ${outcome.status}`)
  return { code: outcome.failure.code, connected: outcome.connected, message: outcome.failure.message }
}

function answered(outcome: HttpOutcome) {
  if (outcome.kind === 'failure') throw new Error(outcome.failure.message)
  return outcome
}

describe('one exchange', () => {
  test('reads status, headers and body', async () => {
    const url = await serve((_, response) => response.writeHead(418, { 'x-sha': 'abc' }).end('short'))
    const { status, headers, body, truncated } = answered(await exchange(request(url)))
    expect({ status, sha: headers['x-sha'], body, truncated }).toEqual({
      status: 418,
      sha: 'abc',
      body: 'short',
      truncated: false,
    })
  })

  test('stops reading a huge body', async () => {
    let written = 0
    const url = await serve((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000))) written += 10_000
        if (!response.destroyed) response.once('drain', more)
      }
      more()
    })
    const { body, truncated } = answered(await exchange(request(url)))
    expect({ size: body.length, truncated }).toEqual({ size: 1_000, truncated: true })
    expect(written).toBeLessThan(100_000_000)
  })

  test('a body that drips beyond the time-out is a time-out of a connected server', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(drip))
    })
    expect(failed(await exchange(request(url, { timeout: 150 })))).toMatchObject({
      code: 'timeout',
      connected: true,
    })
  })

  test('a refused connection never connected', async () => {
    const url = await serve(() => undefined)
    open.splice(0)[0]?.close()
    expect(failed(await exchange(request(url)))).toMatchObject({ code: 'refused', connected: false })
  })

  test('a cut connection', async () => {
    const url = await listen(createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())))
    expect(failed(await exchange(request(url)))).toMatchObject({ code: 'reset', connected: true })
  })

  test('something that does not speak HTTP', async () => {
    const url = await listen(
      createTcpServer((socket) => socket.once('data', () => socket.end('SSH-2.0-x\r\n'))),
    )
    expect(failed(await exchange(request(url)))).toMatchObject({ code: 'protocol', connected: true })
  })

  test('a name that does not resolve', async () => {
    expect(failed(await exchange(request('http://nowhere.invalid/')))).toMatchObject({
      code: 'dns',
      connected: false,
    })
  })

  test('headers larger than any client takes', async () => {
    const url = await serve((_, response) => response.writeHead(200, { 'x-large': 'x'.repeat(60_000) }).end())
    expect(failed(await exchange(request(url))).code).toBe('protocol')
  })

  test('an aborted watch ends its requests', async () => {
    const url = await serve(() => undefined)
    const stop = new AbortController()
    const outcome = exchange(request(url, { signal: stop.signal }))
    stop.abort()
    expect(failed(await outcome)).toMatchObject({ code: 'timeout' })
    expect(failed(await exchange(request(url, { signal: stop.signal })))).toMatchObject({ code: 'timeout' })
  })
})

describe('redirects', () => {
  test('are followed; a POST becomes a GET after 302 and stays one after 307', async () => {
    const seen: string[] = []
    const url = await serve((incoming, response) => {
      seen.push(`${incoming.method} ${incoming.url}`)
      if (incoming.url === '/a') response.writeHead(307, { location: '/b' }).end()
      else if (incoming.url === '/b') response.writeHead(302, { location: 'c' }).end()
      else response.end('done')
    })
    const outcome = await follow(request(`${url}/a`, { method: 'POST', body: 'x' }))
    expect(answered(outcome).body).toBe('done')
    expect(seen).toEqual(['POST /a', 'POST /b', 'GET /c'])
  })

  test('a loop is named', async () => {
    const url = await serve((incoming, response) =>
      response.writeHead(302, { location: incoming.url === '/a' ? '/b' : '/a' }).end(),
    )
    expect(failed(await follow(request(`${url}/a`)))).toMatchObject({
      code: 'redirects',
      connected: true,
      message: expect.stringContaining('loop'),
    })
  })

  test('an endless chain ends', async () => {
    const url = await serve((incoming, response) =>
      response.writeHead(302, { location: `${incoming.url}x` }).end(),
    )
    expect(failed(await follow(request(`${url}/`))).code).toBe('redirects')
  })

  test('the same address again with a new cookie is no loop', async () => {
    const url = await serve((incoming, response) => {
      if (incoming.headers.cookie === 'seen=1') response.end('in')
      else response.writeHead(302, { location: '/', 'set-cookie': 'seen=1; Path=/' }).end()
    })
    expect(answered(await follow(request(`${url}/`))).body).toBe('in')
  })

  test('another origin gets neither our headers nor our cookies', async () => {
    let got: IncomingMessage['headers'] = {}
    const other = await serve((incoming, response) => {
      got = incoming.headers
      response.end()
    })
    const url = await serve((_, response) =>
      response.writeHead(302, { location: other, 'set-cookie': 'session=1' }).end(),
    )
    answered(await follow(request(url)))
    expect(got).toMatchObject({ 'user-agent': 'test' })
    expect(got.authorization ?? got.cookie).toBeUndefined()
  })

  test('a redirect to another kind of address is an answer, not followed', async () => {
    const url = await serve((_, response) =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    )
    expect(answered(await follow(request(url))).status).toBe(302)
  })

  test('all redirects share one time-out', async () => {
    const url = await serve((incoming, response) => {
      setTimeout(() => response.writeHead(302, { location: `${incoming.url}x` }).end(), 60)
    })
    expect(failed(await follow(request(`${url}/`, { timeout: 200 }))).code).toBe('timeout')
  })
})

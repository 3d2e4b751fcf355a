import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { type LoopbackServer, serve } from './loopback-server.ts'
import { watchPolicy } from './policy.ts'
import { probe } from './probe.ts'
import { type ProbeTarget, resolvePath } from './target.ts'

const servers: LoopbackServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function start(...given: Parameters<typeof serve>): Promise<LoopbackServer> {
  const server = await serve(...given)
  servers.push(server)
  return server
}

function target(path: unknown, base: URL | undefined, variables: Record<string, string> = {}): ProbeTarget {
  const [parsed] = watchPolicy.parse({ paths: [path] }).paths
  if (parsed === undefined) throw new Error('no path')
  const resolved = resolvePath(parsed, base, (name) => variables[name])
  if (!resolved.ok) throw new Error(resolved.problems.map(({ what }) => what).join(' '))
  return resolved.value
}

const options = { timeout: 2_000, userAgent: 'operator-watch/test', repeatAfter: 1 }
const home = (base: URL) => target({ name: 'home', url: '/' }, base)

describe('a probe', () => {
  test('is ok below 400, after redirects', async () => {
    const { url } = await start((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/home' }).end()
      else response.end('hello')
    })
    expect(await probe(home(url), options)).toMatchObject({ result: 'ok', detail: '', answered: true })
  })

  test.each([
    [404, {}, 'answered 404, expected below 400'],
    [200, { status: 204 }, 'answered 200, expected 204'],
    [200, { status: [301, 302] }, 'answered 200, expected 301 or 302'],
    [200, { contains: 'Sign out' }, 'answered 200 without "Sign out"'],
  ])('%i against %j: %s', async (status, expectation, detail) => {
    const { url } = await start((_, response) =>
      response.writeHead(status).end(status === 204 ? '' : 'hello'),
    )
    const answer = await probe(target({ name: 'home', url: '/', expect: expectation }, url), options)
    expect(answer).toMatchObject({ result: 'wrong', detail: `GET / ${detail}`, answered: true })
  })

  test.each([
    [302, {}],
    [302, { location: 'file:///etc/passwd' }],
    [301, { location: 'http://[' }],
    [304, {}],
  ])('%i with %j, where a browser would show nothing', async (status, headers) => {
    const { url } = await start((_, response) => response.writeHead(status, headers).end())
    expect(await probe(home(url), options)).toMatchObject({
      result: 'wrong',
      detail: `GET / answered ${status}, which leads nowhere`,
      answered: true,
    })
    const meant = target({ name: 'home', url: '/', expect: { status } }, url)
    expect(await probe(meant, options)).toMatchObject({ result: 'ok' })
  })

  test('looks for a text in the first part of a huge body only, and says so', async () => {
    const { url } = await start((_, response) => response.end(`${'x'.repeat(2 * 1024 * 1024)}Sign out`))
    const answer = await probe(
      target({ name: 'home', url: '/', expect: { contains: 'Sign out' } }, url),
      options,
    )
    expect(answer.detail).toBe('GET / answered 200 without "Sign out" in its first 1024 KiB')
  })

  test('a failure is repeated once, and only two in a row count', async () => {
    let failures = 1
    const server = await start((_, response) => {
      response.writeHead(failures > 0 ? 503 : 200).end()
      failures -= 1
    })
    expect(await probe(home(server.url), options)).toMatchObject({ result: 'ok' })
    failures = 2
    expect(await probe(home(server.url), options)).toMatchObject({ result: 'wrong' })
    expect(server.seen).toHaveLength(4)
  })

  test('steps share cookies, send what they say, and stop at the first that is wrong', async () => {
    const bodies: string[] = []
    const server = await start((request, response, body) => {
      bodies.push(
        `${request.headers['content-type'] ?? ''} ${request.headers.authorization ?? ''} ${body}`.trim(),
      )
      if (request.url === '/login') response.writeHead(200, { 'set-cookie': 'session=7; HttpOnly' }).end()
      else response.writeHead(request.headers.cookie === 'session=7' ? 200 : 401).end()
    })
    const path = {
      name: 'sign in',
      steps: [
        {
          post: '/login',
          body: { user: 'probe' },
          headers: { Authorization: { env: 'PROBE_TOKEN' } },
          expect: { status: 200 },
        },
        { get: '/account' },
        { put: '/broken', body: 'text', expect: { status: 500 } },
        { get: '/never' },
      ],
    }
    const answer = await probe(target(path, server.url, { PROBE_TOKEN: ' abc ' }), options)
    expect(answer).toMatchObject({ result: 'wrong', detail: 'PUT /broken answered 200, expected 500' })
    expect(server.seen.slice(0, 3)).toEqual(['POST /login', 'GET /account', 'PUT /broken'])
    expect(server.seen).not.toContain('GET /never')
    expect(bodies.slice(0, 3)).toEqual(['application/json abc {"user":"probe"}', '', 'text/plain  text'])
  })

  test.each([
    [
      'a cut connection',
      (response: { destroy(): void }) => response.destroy(),
      'wrong',
      'the connection was cut',
    ],
    ['no answer in time', () => undefined, 'wrong', 'no answer in time'],
  ] as const)(
    '%s is wrong, and proves reach: something took the connection',
    async (_, act, result, detail) => {
      const { url } = await start((__, response) => act(response))
      const answer = await probe(home(url), { ...options, timeout: 100 })
      expect(answer).toMatchObject({ result, answered: true, detail: expect.stringContaining(detail) })
    },
  )

  test('a port where nobody listens is silent', async () => {
    const server = await serve(() => undefined)
    await server.close()
    expect(await probe(home(server.url), options)).toMatchObject({ result: 'silent', answered: false })
  })

  test('a redirect loop is wrong, and proves reach', async () => {
    const { url } = await start((_, response) => response.writeHead(302, { location: '/' }).end())
    expect(await probe(home(url), options)).toMatchObject({ result: 'wrong', answered: true })
  })

  test('a certificate that this machine does not know is silent: it may be a box on the way', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'operator-tls-'))
    const [key, cert] = [join(directory, 'key'), join(directory, 'cert')]
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '1',
        ],
        ...['-subj', '/CN=localhost', '-keyout', key, '-out', cert],
      ],
      { stdio: 'ignore' },
    )
    const { url } = await start((_, response) => response.end(), {
      key: readFileSync(key, 'utf8'),
      cert: readFileSync(cert, 'utf8'),
    })
    rmSync(directory, { recursive: true })
    const answer = await probe(home(url), options)
    expect(answer).toMatchObject({ result: 'silent', answered: false })
    expect(answer.detail).toMatch(/TLS failed: self-signed certificate.*\(DEPTH_ZERO_SELF_SIGNED_CERT\)/)
  })

  test('a stopped watch repeats nothing', async () => {
    const stop = new AbortController()
    const server = await start(() => stop.abort())
    await probe(home(server.url), { ...options, signal: stop.signal })
    expect(server.seen).toHaveLength(1)
  })
})

import { CookieJar } from './cookies.ts'
import { exchange, type HttpOutcome, type HttpRequest } from './exchange.ts'
import { describe } from './failure.ts'

/** What browsers allow. */
const maxRedirects = 20

/** Sends a request and follows its redirects, all within one time-out. A redirect to another origin loses the given headers. */
export async function follow(request: HttpRequest, jar = new CookieJar()): Promise<HttpOutcome> {
  const started = performance.now()
  const elapsed = () => Math.round(performance.now() - started)
  let current = request
  const visited = new Set<string>()
  for (let redirects = 0; ; redirects += 1) {
    const cookie = jar.headerFor(current.url)
    const outcome = await exchange({
      ...current,
      headers: { ...current.headers, ...(cookie !== undefined && { cookie }) },
      timeout: Math.max(1, request.timeout - elapsed()),
    })
    if (outcome.kind === 'failure') return { ...outcome, milliseconds: elapsed() }
    jar.take(current.url, outcome.headers['set-cookie'] ?? [])
    const next = redirectOf(current, outcome.status, outcome.headers.location)
    if (next === undefined) return { ...outcome, milliseconds: elapsed() }
    const step = `${next.method} ${next.url.href} ${jar.headerFor(next.url) ?? ''}`
    if (redirects >= maxRedirects || visited.has(step)) {
      const failure = describe('redirects', visited.has(step) ? `a loop at ${next.url.pathname}` : '')
      return {
        kind: 'failure',
        url: next.url,
        failure,
        connected: true,
        reached: true,
        milliseconds: elapsed(),
      }
    }
    visited.add(step)
    current = next
  }
}

function redirectOf(
  request: HttpRequest,
  status: number,
  location: string | undefined,
): HttpRequest | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined
  if (!URL.canParse(location, request.url.href)) return undefined
  const url = new URL(location, request.url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  const keepsMethod = status === 307 || status === 308 || ['GET', 'HEAD'].includes(request.method)
  const headers = url.origin === request.url.origin ? request.headers : ownHeaders(request.headers)
  return {
    ...request,
    url,
    headers: keepsMethod ? headers : withoutBodyHeaders(headers),
    ...(!keepsMethod && { method: 'GET', body: undefined }),
  }
}

/** What every request of ours carries; anything else may be a secret of the first origin. */
function ownHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return pick(headers, (name) => ['user-agent', 'accept'].includes(name))
}

function withoutBodyHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return pick(headers, (name) => !name.startsWith('content-'))
}

function pick(
  headers: Readonly<Record<string, string>>,
  keep: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => keep(name.toLowerCase())))
}

import { setTimeout as sleep } from 'node:timers/promises'

/** Attempts at a server that answers 429 or 5xx, and at one that does not answer at all. */
const attempts = { failing: 4, unreachable: 2 } as const
/** One request may take this long; the whole conversation has its own deadline. Milliseconds. */
const requestTimeout = 20_000
/** OSV itself sends at most 32 MiB over HTTP/1.1 (google.github.io/osv.dev, "Response size limit"). Bytes. */
const maxBytes = 40 * 1024 * 1024

type Sent =
  | { readonly kind: 'answered'; readonly value: unknown }
  | {
      readonly kind: 'refused' | 'failing' | 'unreachable'
      readonly message: string
      readonly after?: number
    }

/** Asks for JSON, again after 429, 5xx and network errors with growing, jittered pauses. Throws when there is no answer. */
export async function requestJson(url: string, signal: AbortSignal, body?: object): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const sent = await send(url, signal, body)
    if (sent.kind === 'answered') return sent.value
    if (sent.kind === 'refused' || attempt >= attempts[sent.kind]) throw new Error(sent.message)
    const pause = Math.max(sent.after ?? 0, 250 * 2 ** attempt * (0.5 + Math.random()))
    await sleep(pause, undefined, { signal })
  }
}

async function send(url: string, signal: AbortSignal, body: object | undefined): Promise<Sent> {
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeout)]),
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    const text = await readText(response)
    if (!response.ok) {
      const kind = response.status === 429 || response.status >= 500 ? 'failing' : 'refused'
      const after = Number(response.headers.get('retry-after')) * 1_000
      return {
        kind,
        message: `${host} answered ${response.status}`,
        ...(after > 0 && { after }),
      }
    }
    return parse(text, host)
  } catch (error) {
    return { kind: 'unreachable', message: `${host} cannot be reached (${reasonOf(error)})` }
  }
}

function parse(text: string, host: string): Sent {
  try {
    return { kind: 'answered', value: JSON.parse(text) }
  } catch {
    // A proxy's login page, or an answer cut short.
    return { kind: 'failing', message: `${host} answered something that is not JSON` }
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new Error(`more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** undici hides what happened behind "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return (cause instanceof Error && cause.message !== '' ? cause.message : error.message).slice(0, 200)
}

import { setTimeout as sleep } from 'node:timers/promises'
import { shorten } from '@operator/report'
import { exchange } from './exchange.ts'

/** Attempts at a server that answers 429 or 5xx, and at one that does not answer at all. */
const attempts = { failing: 4, unreachable: 2 } as const
/** One request may take this long; the whole conversation has its own deadline. Milliseconds. */
const requestTimeout = 20_000

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
    const sent = await send(new URL(url), signal, body)
    if (sent.kind === 'answered') return sent.value
    if (sent.kind === 'refused' || attempt >= attempts[sent.kind]) throw new Error(sent.message)
    const pause = Math.max(sent.after ?? 0, 250 * 2 ** attempt * (0.5 + Math.random()))
    await sleep(pause, undefined, { signal })
  }
}

async function send(url: URL, signal: AbortSignal, body: object | undefined): Promise<Sent> {
  const { host } = url
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(requestTimeout)])
    const text = body === undefined ? undefined : JSON.stringify(body)
    const answer = await exchange(url, limited, text)
    if (answer.status === 200) return parse(answer.text, host)
    const kind = answer.status === 429 || answer.status >= 500 ? 'failing' : 'refused'
    const message = `${host} answered ${answer.status}`
    return { kind, message, ...(answer.retryAfter !== undefined && { after: answer.retryAfter * 1_000 }) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { kind: 'unreachable', message: `${host} cannot be reached (${shorten(reason, 200)})` }
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

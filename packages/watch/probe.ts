import { setTimeout as sleep } from 'node:timers/promises'
import type { ProbeAnswer } from './event.ts'
import { CookieJar } from './http/cookies.ts'
import type { HttpSilence } from './http/exchange.ts'
import { follow } from './http/follow.ts'
import type { ExpectationPolicy } from './policy.ts'
import type { ProbeTarget, TargetStep } from './target.ts'

export interface ProbeOptions {
  /** Of one request with its redirects. Milliseconds. */
  readonly timeout: number
  readonly userAgent: string
  readonly signal?: AbortSignal | undefined
  /** Milliseconds until a failed probe is repeated. */
  readonly repeatAfter: number
}

/** An expected text is looked for in so many bytes. */
const maxBody = 1024 * 1024

/** Walks a user path. A failed walk is repeated once, from its beginning: only two in a row are a failed look. */
export async function probe(target: ProbeTarget, options: ProbeOptions): Promise<ProbeAnswer> {
  const first = await walk(target, options)
  if (first.result === 'ok' || options.signal?.aborted) return first
  try {
    await sleep(
      options.repeatAfter,
      undefined,
      options.signal === undefined ? {} : { signal: options.signal },
    )
  } catch {
    return first
  }
  const second = await walk(target, options)
  return { ...second, answered: first.answered || second.answered }
}

async function walk({ steps }: ProbeTarget, options: ProbeOptions): Promise<ProbeAnswer> {
  const jar = new CookieJar()
  let milliseconds = 0
  let answered = false
  for (const step of steps) {
    const outcome = await follow(
      {
        method: step.method,
        url: step.url,
        headers: { 'user-agent': options.userAgent, accept: '*/*', ...step.headers },
        body: step.body,
        timeout: options.timeout,
        maxBody,
        signal: options.signal,
      },
      jar,
    )
    milliseconds += outcome.milliseconds
    const what = `${step.method} ${step.url.pathname}`
    if (outcome.kind === 'failure') {
      return {
        result: isSilent(outcome) ? 'silent' : 'wrong',
        milliseconds,
        detail: `${what}: ${outcome.failure.message}`,
        answered: answered || outcome.reached,
      }
    }
    answered = true
    const wrong = unexpected(step, outcome)
    if (wrong !== undefined) return { result: 'wrong', milliseconds, detail: `${what} ${wrong}`, answered }
  }
  return { result: 'ok', milliseconds, detail: '', answered }
}

/** Nothing was heard, or what was heard may be a box on the way: a TLS proxy, say, whose certificate this machine does not know. */
function isSilent({ connected, failure }: HttpSilence): boolean {
  return !connected || failure.code === 'tls'
}

/** How an answer differs from what was expected; undefined when it does not. */
function unexpected(
  { expect }: TargetStep,
  answer: { readonly status: number; readonly body: string; readonly truncated: boolean },
): string | undefined {
  // Redirects were followed: one that is left names no place that a browser could go to, and nobody asked for a 304.
  if (expect.status === undefined && answer.status >= 300 && answer.status < 400)
    return `answered ${answer.status}, which leads nowhere`
  if (!isExpectedStatus(expect, answer.status))
    return `answered ${answer.status}, expected ${statusInWords(expect)}`
  if (expect.contains === undefined || answer.body.includes(expect.contains)) return undefined
  const where = answer.truncated ? ` in its first ${maxBody / 1024} KiB` : ''
  return `answered ${answer.status} without ${JSON.stringify(expect.contains.slice(0, 80))}${where}`
}

function isExpectedStatus({ status }: ExpectationPolicy, given: number): boolean {
  if (status === undefined) return given >= 200 && given < 400
  return typeof status === 'number' ? status === given : status.includes(given)
}

function statusInWords({ status }: ExpectationPolicy): string {
  if (status === undefined) return 'below 400'
  return typeof status === 'number' ? String(status) : status.join(' or ')
}

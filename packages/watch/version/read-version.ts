import type { VersionAnswer } from '../event.ts'
import type { HttpAnswer } from '../http/exchange.ts'
import { follow } from '../http/follow.ts'
import type { VersionTarget } from '../target.ts'

/** A page that tells its version tells it early. Bytes. */
const maxBody = 1024 * 1024
const longestVersion = 200

export interface ReadVersionOptions {
  readonly timeout: number
  readonly userAgent: string
  readonly signal?: AbortSignal | undefined
}

/** Asks the environment which version it serves. Caches are asked to step aside. */
export async function readVersion(
  target: VersionTarget,
  { timeout, userAgent, signal }: ReadVersionOptions,
): Promise<VersionAnswer> {
  const outcome = await follow({
    method: 'GET',
    url: target.url,
    headers: { 'user-agent': userAgent, accept: '*/*', 'cache-control': 'no-cache', ...target.headers },
    timeout,
    maxBody,
    signal,
  })
  if (outcome.kind === 'failure') {
    return {
      kind: 'unreachable',
      reason: `GET ${target.url.pathname}: ${outcome.failure.message}`,
    }
  }
  const what = `GET ${target.url.pathname} answered ${outcome.status}`
  if (outcome.status >= 400) return { kind: 'unreadable', reason: what }
  const found = find(outcome, target.part)
  if (!found.ok) return { kind: 'unreadable', reason: `${what}${found.why}` }
  const version = found.value.trim()
  return version !== '' && version.length <= longestVersion && !/[\u0000-\u001f\u007f]/.test(version)
    ? { kind: 'version', version }
    : { kind: 'unreadable', reason: `${what}, and what stands there is not a version` }
}

type Found = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly why: string }

function find(answer: HttpAnswer, { kind, name }: VersionTarget['part']): Found {
  switch (kind) {
    case 'header': {
      const value = answer.headers[name.toLowerCase()]
      if (value === undefined) return { ok: false, why: ` without a header ${name}` }
      return { ok: true, value: typeof value === 'string' ? value : (value[0] ?? '') }
    }
    case 'json':
      return findInJson(answer.body, name)
    case 'meta': {
      const value = findMeta(answer.body, name)
      return value === undefined ? { ok: false, why: ` without <meta name="${name}">` } : { ok: true, value }
    }
  }
}

function findInJson(body: string, path: string): Found {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return { ok: false, why: ', but not JSON' }
  }
  for (const key of path.split('.')) {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
    value = entries.find(([name]) => name === key)?.[1]
  }
  return typeof value === 'string' || typeof value === 'number'
    ? { ok: true, value: String(value) }
    : { ok: false, why: ` without ${path}` }
}

function findMeta(html: string, name: string): string | undefined {
  for (const [tag] of html.matchAll(/<meta\b[^<>]{1,2000}>/gi)) {
    if (attributeOf(tag, 'name')?.toLowerCase() === name.toLowerCase()) return attributeOf(tag, 'content')
  }
  return undefined
}

function attributeOf(tag: string, attribute: string): string | undefined {
  const match = new RegExp(`\\s${attribute}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}

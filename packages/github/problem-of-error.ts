import { z } from 'zod'
import type { Problem } from './answer.ts'
import { endOfLimit, type Headers } from './rate-limit-headers.ts'

const httpError = z.object({
  status: z.number(),
  message: z.string(),
  response: z
    .object({ headers: z.record(z.string(), z.union([z.string(), z.number()])).default({}) })
    .optional(),
})

/** What a failed REST request means. GitHub answers 403 for a missing permission and for a used-up rate limit alike. */
export function problemOfError(error: unknown, now: () => number = Date.now): Problem {
  const parsed = httpError.safeParse(error)
  if (!parsed.success) {
    return { kind: 'unavailable', message: error instanceof Error ? error.message : String(error) }
  }
  const { status, response } = parsed.data
  const message = readable(parsed.data.message, status)
  const headers = response?.headers ?? {}
  if (status === 429 || (status === 403 && isRateLimit(headers, message))) {
    const resetAt = endOfLimit(headers, now)
    return { kind: 'rate-limited', message, ...(resetAt !== undefined && { resetAt }) }
  }
  switch (status) {
    case 401:
    case 403: {
      const permission = permissionsInWords(headers['x-accepted-github-permissions'])
      return { kind: 'forbidden', message, ...(status === 403 && permission !== undefined && { permission }) }
    }
    case 404:
    case 410:
      return { kind: 'not-found', message }
    case 409:
      return { kind: 'conflict', message }
    case 400:
    case 422:
      return { kind: 'invalid', message }
    default:
      return { kind: 'unavailable', message, status }
  }
}

const messageLimit = 300

/** One line without the address of the documentation. A gateway in front of GitHub answers with a whole HTML page. */
function readable(message: string, status: number): string {
  if (/^\s*<(!doctype|html)/i.test(message)) return `HTTP ${status} with a web page instead of an answer`
  const line = message
    .replace(/ - https:\/\/docs\.github\.com\S*$/, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (line === '') return `HTTP ${status}`
  return line.length > messageLimit ? `${line.slice(0, messageLimit)}…` : line
}

function isRateLimit(headers: Headers, message: string): boolean {
  return (
    String(headers['x-ratelimit-remaining']) === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit/i.test(message)
  )
}

/** `issues=write; pull_requests=write` as it is written under `permissions:` in a workflow. */
function permissionsInWords(header: unknown): string | undefined {
  if (header === undefined || header === '') return undefined
  return String(header)
    .split(';')
    .map((set) =>
      set
        .split(',')
        .map((one) => one.trim().replaceAll('_', '-').replace('=', ': '))
        .join(' and '),
    )
    .join(' or ')
}

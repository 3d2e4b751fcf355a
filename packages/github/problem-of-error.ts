import { z } from 'zod'
import type { Problem } from './answer.ts'

const httpError = z.object({
  status: z.number(),
  message: z.string(),
  response: z
    .object({ headers: z.record(z.string(), z.union([z.string(), z.number()])).default({}) })
    .optional(),
})

/** What a failed REST request means. GitHub answers 403 for a missing permission and for a used-up rate limit alike. */
export function problemOfError(error: unknown): Problem {
  const parsed = httpError.safeParse(error)
  if (!parsed.success) {
    return { kind: 'unavailable', message: error instanceof Error ? error.message : String(error) }
  }
  const { status, message, response } = parsed.data
  const headers = response?.headers ?? {}
  if (status === 429 || (status === 403 && isRateLimit(headers, message))) {
    const reset = Number(headers['x-ratelimit-reset'])
    return {
      kind: 'rate-limited',
      message,
      ...(Number.isFinite(reset) && reset > 0 && { resetAt: new Date(reset * 1_000).toISOString() }),
    }
  }
  switch (status) {
    case 401:
    case 403: {
      const permission = headers['x-accepted-github-permissions']
      return {
        kind: 'forbidden',
        message,
        ...(permission !== undefined && { permission: String(permission) }),
      }
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

function isRateLimit(headers: Readonly<Record<string, string | number>>, message: string): boolean {
  return (
    String(headers['x-ratelimit-remaining']) === '0' ||
    headers['retry-after'] !== undefined ||
    /rate limit/i.test(message)
  )
}

import { unstated } from '../unstated.ts'
import type { Budgets } from './budget.ts'
import type { Fault } from './faults.ts'
import type { Reply } from './reply.ts'

/** The answer that stands in place of the true one; undefined where the request is carried out first. */
export function faultReply(fault: Fault, isGraphql: boolean, budgets: Budgets): Reply | undefined {
  switch (fault.kind) {
    case 'status':
      return {
        status: fault.status,
        body: { message: fault.message ?? 'Server Error', status: String(fault.status) },
      }
    case 'primary-rate-limit':
      return usedUp(isGraphql, budgets)
    case 'secondary-rate-limit': {
      const { status, message } = unstated.secondaryRateLimit.value
      return {
        status,
        ...(fault.retryAfter !== undefined && { headers: { 'retry-after': String(fault.retryAfter) } }),
        body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
      }
    }
    case 'text':
      return { status: 200, raw: Buffer.from(fault.text) }
    case 'reset':
      return fault.after === 'work' ? undefined : { status: 0 }
    case 'silent':
      return { status: 0 }
    case 'slow':
    case 'truncated':
    case 'partial':
    case 'edit':
      return undefined
  }
}

/** What GitHub says when nothing is left of the hour. */
export function usedUp(isGraphql: boolean, budgets: Budgets): Reply {
  const { resetAt } = isGraphql ? budgets.graphql : budgets.core
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetAt) }
  if (isGraphql) {
    const { status, error } = unstated.graphqlRateLimit.value
    return { status, headers, body: { errors: [error] } }
  }
  const { status, message } = unstated.primaryRateLimit.value
  const body = { message, documentation_url: 'https://docs.github.com/rest', status: String(status) }
  return { status, headers, body }
}

/** The true answer, spoilt as the fault says. */
export function faultedText(fault: Fault | undefined, body: Buffer | undefined): Buffer | undefined {
  if (body === undefined || fault === undefined) return body
  if (fault.kind === 'edit') {
    const edited = fault.edit(JSON.parse(body.toString()))
    return edited === undefined ? undefined : Buffer.from(JSON.stringify(edited))
  }
  if (fault.kind !== 'partial') return body
  const answer: unknown = JSON.parse(body.toString())
  const { path, type, message } = fault
  const error = { ...(type !== undefined && { type }), path, message: message ?? 'Something went wrong.' }
  const data = isRecord(answer) ? withNull(answer['data'], path) : null
  return Buffer.from(JSON.stringify({ data, errors: [error] }))
}

function withNull(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (key === undefined) return null
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withNull(item, rest) : item))
  if (!isRecord(value)) return value
  return { ...value, [key]: withNull(value[key], rest) }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

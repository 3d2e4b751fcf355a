import { type ZodType, z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'

/** What GitHub sent, if it has the form that is read; `what` names the request in the problem. */
export function validate<T>(schema: ZodType<T>, value: unknown, what: string): Answer<T> {
  const result = schema.safeParse(value)
  if (result.success) return answered(result.data)
  const [issue] = result.error.issues
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  return unanswered({ kind: 'invalid', message: `${what}: ${place}${issue?.message ?? 'unexpected'}` })
}

const counted = z.looseObject({ total_count: z.number().int() })

/** A page of a listing: the list itself, or a list under a key beside the total; the total is 0 where GitHub tells none. */
export function validatePage<T>(
  itemSchema: ZodType<T>,
  key: string | undefined,
  value: unknown,
  what: string,
): Answer<{ readonly items: readonly T[]; readonly total: number }> {
  const page = key === undefined ? undefined : validate(counted, value, what)
  if (page?.ok === false) return page
  const list = key === undefined ? value : page?.value[key]
  const items = validate(z.array(itemSchema), list, key === undefined ? what : `${what} ${key}`)
  return items.ok ? answered({ items: items.value, total: page?.value.total_count ?? 0 }) : items
}

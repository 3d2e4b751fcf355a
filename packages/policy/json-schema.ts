import { z } from 'zod'
import { policySchema } from './schema.ts'

let cached: ReturnType<typeof z.toJSONSchema> | undefined

/** The policy file's JSON Schema for editors: what may be written, before defaults and conversions. */
export function policyJsonSchema(): ReturnType<typeof z.toJSONSchema> {
  cached ??= z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  return cached
}

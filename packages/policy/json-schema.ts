import { z } from 'zod'
import { policySchema } from './schema.ts'

let cached: z.core.JSONSchema.BaseSchema | undefined

/** The policy file's JSON Schema for editors: what may be written, before defaults and conversions. */
export function policyJsonSchema(): z.core.JSONSchema.BaseSchema {
  cached ??= z.toJSONSchema(policySchema, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  return cached
}

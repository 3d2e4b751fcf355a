import type { Mutation } from './mutations.ts'

type Schema = Readonly<Record<string, unknown>>
type Schemas = Readonly<Record<string, Schema>>

/**
 * Whether the description leaves no doubt that a spoilt body is wrong. A second reading of the schemas beside Ajv's, and a
 * more careful one: where alternatives could save the body it says no.
 */
export function isCertainViolation(schemas: Schemas, schema: Schema, mutation: Mutation): boolean {
  const parents = mutation.path.slice(0, -1)
  const name = mutation.path.at(-1)
  let holders: readonly Schema[] = [schema]
  for (const key of parents) holders = holders.flatMap((holder) => inside(schemas, holder, key))
  if (name === undefined || holders.length === 0) return false
  if (mutation.kind === 'dropped') return holders.every((holder) => requires(schemas, holder, String(name)))
  const spoilt = valueAt(mutation.body, mutation.path)
  const targets = holders.flatMap((holder) => inside(schemas, holder, name))
  return targets.length > 0 && targets.every((target) => rejects(schemas, target, spoilt))
}

/** The schemas that a field or item may have; `{}` where an alternative does not say. */
function inside(schemas: Schemas, schema: Schema, key: string | number): readonly Schema[] {
  const own = resolve(schemas, schema)
  const { properties, items } = own
  const direct = typeof key === 'number' ? items : isSchema(properties) ? properties[key] : undefined
  if (isSchema(direct)) return [direct]
  const parts = partsOf(own, 'allOf')
    .flatMap((part) => inside(schemas, part, key))
    .filter((part) => Object.keys(part).length > 0)
  if (parts.length > 0) return parts
  const choices = [...partsOf(own, 'anyOf'), ...partsOf(own, 'oneOf')].filter(({ type }) => type !== 'null')
  return choices.length === 0 ? [{}] : choices.flatMap((choice) => inside(schemas, choice, key))
}

function requires(schemas: Schemas, schema: Schema, name: string): boolean {
  const own = resolve(schemas, schema)
  if (Array.isArray(own['required']) && own['required'].includes(name)) return true
  if (partsOf(own, 'allOf').some((part) => requires(schemas, part, name))) return true
  const choices = [...partsOf(own, 'anyOf'), ...partsOf(own, 'oneOf')].filter(({ type }) => type !== 'null')
  return choices.length > 0 && choices.every((choice) => requires(schemas, choice, name))
}

function rejects(schemas: Schemas, schema: Schema, value: unknown): boolean {
  const own = resolve(schemas, schema)
  const { type, enum: allowed } = own
  if (typeof type === 'string' && !isOfType(type, value)) return true
  if (Array.isArray(allowed) && !allowed.includes(value)) return true
  if (partsOf(own, 'allOf').some((part) => rejects(schemas, part, value))) return true
  const choices = [...partsOf(own, 'anyOf'), ...partsOf(own, 'oneOf')]
  return choices.length > 0 && choices.every((choice) => rejects(schemas, choice, value))
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return value !== null && typeof value === 'object' && !Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

function resolve(schemas: Schemas, schema: Schema): Schema {
  const { $ref } = schema
  return typeof $ref === 'string' ? resolve(schemas, schemas[$ref.replace('#/schemas/', '')] ?? {}) : schema
}

function partsOf(schema: Schema, key: string): readonly Schema[] {
  const parts = schema[key]
  return Array.isArray(parts) ? parts.filter(isSchema) : []
}

function valueAt(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (key === undefined) return value
  if (Array.isArray(value)) return valueAt(value[Number(key)], rest)
  return isSchema(value) ? valueAt(value[String(key)], rest) : undefined
}

function isSchema(value: unknown): value is Schema {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

type Schema = Readonly<Record<string, unknown>>
type Schemas = Readonly<Record<string, Schema>>

/**
 * Paths of fields that no branch of the schema declares. GitHub's description leaves objects open, so a validator
 * accepts a misspelt or invented field; a stand-in must not teach its users fields that do not exist.
 */
export function undeclaredFields(
  schemas: Schemas,
  schema: Schema,
  value: unknown,
  path = '',
): readonly string[] {
  const branches = branchesOf(schemas, schema)
  if (Array.isArray(value)) {
    const items = branches.flatMap(({ items: of }) => (isSchema(of) ? [of] : []))
    if (items.length === 0) return []
    return value.flatMap((item, index) =>
      undeclaredFields(schemas, { anyOf: items }, item, `${path}/${index}`),
    )
  }
  if (value === null || typeof value !== 'object') return []
  const objects = branches.filter(({ properties }) => isSchema(properties))
  const isOpen =
    objects.length === 0 ||
    branches.some(
      ({ additionalProperties }) => additionalProperties === true || isSchema(additionalProperties),
    )
  return Object.entries(value).flatMap(([name, inner]) => {
    const declared = objects.flatMap(({ properties }) => {
      const of = isSchema(properties) ? properties[name] : undefined
      return isSchema(of) ? [of] : []
    })
    if (declared.length > 0) return undeclaredFields(schemas, { anyOf: declared }, inner, `${path}/${name}`)
    return isOpen ? [] : [`${path}/${name}`]
  })
}

/** The schema and everything it is composed of. */
function branchesOf(schemas: Schemas, schema: Schema): readonly Schema[] {
  const { $ref } = schema
  if (typeof $ref === 'string') {
    const target = schemas[$ref.replace('#/schemas/', '')]
    return target === undefined ? [] : branchesOf(schemas, target)
  }
  const composed = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => {
    const parts = schema[key]
    return Array.isArray(parts) ? parts.filter(isSchema) : []
  })
  return [schema, ...composed.flatMap((part) => branchesOf(schemas, part))]
}

function isSchema(value: unknown): value is Schema {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

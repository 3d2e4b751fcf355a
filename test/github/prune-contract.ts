/**
 * Cuts GitHub's OpenAPI description down to the operations the stand-in answers and writes contract.json.
 * Run by hand, after adding an operation to rest/index.ts or to move to a newer description:
 *
 *   npm pack @octokit/openapi@<version> && tar -xzf octokit-openapi-*.tgz      (in a scratch folder: it is 385 MB installed)
 *   node test/github/prune-contract.ts <scratch>/package
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { operations } from './rest/index.ts'

const node = z.record(z.string(), z.unknown())
type Node = z.infer<typeof node>

const [folder] = process.argv.slice(2)
if (folder === undefined)
  throw new Error('usage: node test/github/prune-contract.ts <unpacked @octokit/openapi>')

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
const description = z
  .object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z.record(z.string(), z.record(z.string(), z.unknown())),
  })
  .parse(JSON.parse(readFileSync(join(folder, 'generated/api.github.com.json'), 'utf8')))

const wanted = new Set(operations.map(({ id }) => id))
const schemas: Record<string, unknown> = {}
const found: Record<string, unknown> = {}

for (const [path, methods] of Object.entries(description.paths)) {
  for (const [method, value] of Object.entries(methods)) {
    const operation = node.parse(value)
    const id = String(operation['operationId'])
    if (wanted.delete(id)) found[id] = { method: method.toUpperCase(), path, ...prune(operation) }
  }
}
if (wanted.size > 0) throw new Error(`GitHub's description has no operation ${[...wanted].join(', ')}`)
for (const name of ['basic-error', 'validation-error']) keepSchema(name)

const contract = {
  source: `@octokit/openapi ${version}, api.github.com`,
  operations: sorted(found),
  schemas: sorted(schemas),
}
writeFileSync(join(import.meta.dirname, 'contract.json'), `${JSON.stringify(contract)}\n`)
process.stdout.write(`${Object.keys(found).length} operations, ${Object.keys(schemas).length} schemas\n`)

function prune(operation: Node): Node {
  const parameters = z.array(z.unknown()).default([]).parse(operation['parameters']).map(resolve)
  const body = operation['requestBody'] === undefined ? undefined : resolve(operation['requestBody'])
  const responses = Object.entries(node.parse(operation['responses'])).map(([status, response]) => [
    status,
    jsonSchema(resolve(response)),
  ])
  return {
    parameters: parameters.map(({ name, in: where, required, schema }) => ({
      name,
      in: where,
      required: required === true,
      schema: normalise(schema),
    })),
    ...(body !== undefined && { body: { required: body['required'] === true, schema: jsonSchema(body) } }),
    responses: Object.fromEntries(responses),
  }
}

/** The schema of the JSON content; null where there is none. */
function jsonSchema(holder: Node): unknown {
  const content = node.optional().parse(holder['content'])
  const json = content === undefined ? undefined : node.optional().parse(content['application/json'])
  return json === undefined ? null : normalise(json['schema'])
}

function resolve(value: unknown): Node {
  const { $ref, ...rest } = node.parse(value)
  if ($ref === undefined) return rest
  const [, , kind = '', name = ''] = String($ref).split('/')
  return node.parse(description.components[kind]?.[name])
}

function keepSchema(name: string): void {
  if (name in schemas) return
  schemas[name] = {}
  schemas[name] = normalise(description.components['schemas']?.[name])
}

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a choice, references point into contract.json, prose goes. */
function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise)
  if (value === null || typeof value !== 'object') return value
  const { nullable, discriminator, $ref, ...rest } = node.parse(value)
  void discriminator
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1) ?? ''
    keepSchema(name)
    return { $ref: `#/schemas/${name}` }
  }
  const kept = Object.entries(rest).flatMap(([key, inner]) => {
    if (key === 'properties') {
      return [
        [
          key,
          Object.fromEntries(Object.entries(node.parse(inner)).map(([name, of]) => [name, normalise(of)])),
        ],
      ]
    }
    if (/^(description|title|example|examples|default|deprecated|externalDocs|x-.*)$/.test(key)) return []
    return [[key, key === 'enum' || key === 'required' ? inner : normalise(inner)]]
  })
  // GitHub sends its own default of an empty text where an address is not set.
  const mayBeEmpty = rest['default'] === '' && rest['format'] === 'uri'
  const schema = Object.fromEntries(kept.filter(([key]) => key !== 'format' || !mayBeEmpty))
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}

function sorted(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { z } from 'zod'
import { undeclaredFields } from './undeclared-fields.ts'

const schema = z.record(z.string(), z.unknown())
const contractFile = z.object({
  source: z.string(),
  operations: z.record(
    z.string(),
    z.object({
      method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
      path: z.string(),
      parameters: z.array(
        z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean(), schema }),
      ),
      body: z.object({ required: z.boolean(), schema: schema.nullable() }).optional(),
      responses: z.record(z.string(), schema.nullable()),
    }),
  ),
  schemas: z.record(z.string(), schema),
})

/** GitHub's published description of the operations that the stand-in answers; prune-contract.ts writes it. */
export const contract = contractFile.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'contract.json'), 'utf8')),
)

export type ContractOperation = z.infer<typeof contractFile>['operations'][string]

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
addFormats.default(ajv)
for (const format of ['repo.nwo', 'ssh-url', 'timestamp', 'int64']) ajv.addFormat(format, true)
ajv.addSchema({ $id: 'contract', schemas: contract.schemas })

const compiled = new Map<object, ValidateFunction>()

/** What is wrong with a value under a schema of the contract; empty when nothing is. */
export function violationsOf(of: Readonly<Record<string, unknown>>, value: unknown): readonly string[] {
  const known = compiled.get(of)
  const validate = known ?? ajv.compile(withAbsoluteReferences(of))
  if (known === undefined) compiled.set(of, validate)
  if (!validate(value)) return (validate.errors ?? []).map(describe)
  return undeclaredFields(contract.schemas, of, value).map((path) => `${path} is not in GitHub's description`)
}

/** A response: the status must be one that GitHub describes, or an error of its usual shape. */
export function responseViolations(
  operation: ContractOperation,
  status: number,
  body: unknown,
): readonly string[] {
  const described = operation.responses[String(status)]
  if (described === null) return body === undefined ? [] : ['GitHub sends no body here']
  if (described !== undefined) return violationsOf(described, status >= 400 ? withoutStatus(body) : body)
  if (status === 304) return body === undefined ? [] : ['a 304 has no body']
  if (status < 400) return [`GitHub does not describe the status ${status} here`]
  const error = contract.schemas[status === 422 ? 'validation-error' : 'basic-error']
  return error === undefined
    ? ['the contract lacks the shape of errors']
    : violationsOf(error, withoutStatus(body))
}

/** Errors carry their status, which only some of the published shapes of errors have. */
function withoutStatus(body: unknown): unknown {
  if (body === null || typeof body !== 'object' || !('status' in body)) return body
  const { status: _, ...rest } = body
  return rest
}

/** A request: every parameter and body field must be declared, and of its type. */
export function requestViolations(
  operation: ContractOperation,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
  body: unknown,
): readonly string[] {
  const wrong: string[] = []
  for (const name of new Set(query.keys())) {
    if (!operation.parameters.some((parameter) => parameter.in === 'query' && parameter.name === name)) {
      wrong.push(`there is no query parameter ${name}`)
    }
  }
  for (const parameter of operation.parameters) {
    const given = parameter.in === 'path' ? path[parameter.name] : (query.get(parameter.name) ?? undefined)
    if (given === undefined) {
      if (parameter.required) wrong.push(`the parameter ${parameter.name} is missing`)
      continue
    }
    const readings = readingsOf(given)
    const best = readings.map((reading) => violationsOf(parameter.schema, reading))
    if (!best.some((problems) => problems.length === 0)) {
      wrong.push(...(best[0] ?? []).map((problem) => `parameter ${parameter.name}: ${problem}`))
    }
  }
  if (operation.body?.schema == null) {
    if (body !== undefined) wrong.push('GitHub expects no body here')
  } else if (body === undefined) {
    if (operation.body.required) wrong.push('the body is missing')
  } else {
    wrong.push(...violationsOf(operation.body.schema, body).map((problem) => `body: ${problem}`))
  }
  return wrong
}

/** A path or query parameter is text; its schema may want a number or a boolean. */
function readingsOf(text: string): readonly unknown[] {
  if (/^-?\d+$/.test(text)) return [Number(text), text]
  if (text === 'true' || text === 'false') return [text === 'true', text]
  return [text]
}

function withAbsoluteReferences(value: unknown): Record<string, unknown> {
  const rewritten: unknown = JSON.parse(JSON.stringify(value).replaceAll('"$ref":"#/', '"$ref":"contract#/'))
  return schema.parse(rewritten)
}

function describe(error: ErrorObject): string {
  return `${error.instancePath || '/'} ${error.message ?? 'is wrong'}`
}

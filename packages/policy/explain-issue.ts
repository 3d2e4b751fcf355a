import type { z } from 'zod'
import { policyJsonSchema } from './json-schema.ts'
import { suggest } from './suggest.ts'

export interface Explanation {
  /** Where it is. */
  readonly path: readonly PropertyKey[]
  /** What of the path the message does not say itself. */
  readonly under: readonly PropertyKey[]
  readonly message: string
}

/** A mistake in the policy in people's words; `at` is where the value that was checked stands. */
export function explainIssue(issue: z.core.$ZodIssue, at: readonly PropertyKey[] = []): Explanation[] {
  const path = [...at, ...issue.path]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], under: path, message: unknownKey(key, path) }))
    case 'invalid_value': {
      const values = issue.values.map((value) => JSON.stringify(value)).join(', ')
      return [{ path, under: path, message: `must be one of ${values}` }]
    }
    case 'invalid_union': {
      const meant = closestAlternative(issue.errors)
      if (meant !== undefined) return meant.flatMap((inner) => explainIssue(inner, path))
      return [{ path, under: path, message: 'has the wrong form' }]
    }
    case 'invalid_type':
      if (/received undefined$/.test(issue.message)) {
        return [{ path, under: path, message: `is required: ${issue.expected}` }]
      }
      return [{ path, under: path, message: issue.message.replace(/^Invalid input: /, '') }]
    default:
      return [{ path, under: path, message: issue.message.replace(/^Too (small|big): /, '') }]
  }
}

/** Of several forms, the one whose kind of value was given; its own mistakes are then the ones to mend. */
function closestAlternative(
  alternatives: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined {
  return alternatives.find((issues) =>
    issues.every((issue) => issue.path.length > 0 || issue.code !== 'invalid_type'),
  )
}

function unknownKey(key: string, path: readonly PropertyKey[]): string {
  const allowed = allowedKeys(path)
  const meant = suggest(key, allowed)
  const hint = meant === undefined ? '' : `; did you mean "${meant}"?`
  const list = allowed.length > 0 && allowed.length <= 40 ? ` Allowed here: ${allowed.join(', ')}.` : ''
  return `unknown key ${JSON.stringify(key)}${hint}${list}`
}

/** The keys that the schema allows at a path, in any of its forms, found through the schema's own JSON Schema. */
function allowedKeys(path: readonly PropertyKey[]): string[] {
  let nodes = formsOf(policyJsonSchema())
  for (const step of path) nodes = nodes.flatMap((node) => formsOf(childOf(node, String(step))))
  return [
    ...new Set(nodes.flatMap(({ properties }) => (isRecord(properties) ? Object.keys(properties) : []))),
  ]
}

function formsOf(node: unknown): Record<string, unknown>[] {
  if (!isRecord(node)) return []
  return Array.isArray(node['anyOf']) ? node['anyOf'].flatMap(formsOf) : [node]
}

function childOf(
  { properties, additionalProperties, items }: Record<string, unknown>,
  step: string,
): unknown {
  const named = isRecord(properties) ? properties[step] : undefined
  return named ?? (isRecord(additionalProperties) ? additionalProperties : items)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

import type { Node } from 'libpg-query'
import { walk } from './walk.ts'

/** What a statement speaks of, wherever in it. */
export interface Mentions {
  /** As written, without those that its WITH defines. */
  readonly relations: readonly { readonly schema: string | undefined; readonly name: string }[]
  /** Names of called functions, `schema.name` where the schema is written and is not pg_catalog. */
  readonly functions: readonly string[]
  /** Constants: texts, and numbers as written. */
  readonly constants: readonly string[]
}

export function findMentions(node: Node): Mentions {
  const relations: { schema: string | undefined; name: string }[] = []
  const functions = new Set<string>()
  const constants: string[] = []
  const defined = new Set<string>()
  walk(node, (key, value) => {
    if (key === 'ctename' && typeof value === 'string') defined.add(value)
    if (key === 'FuncCall') functions.add(functionName(value))
    if (key === 'sval' || key === 'ival' || key === 'fval') constants.push(...constantOf(value, key))
    const name = propertyOf(value, 'relname')
    if (typeof name !== 'string') return
    const schema = propertyOf(value, 'schemaname')
    relations.push({ schema: typeof schema === 'string' ? schema : undefined, name })
  })
  return {
    relations: relations.filter(({ schema, name }) => schema !== undefined || !defined.has(name)),
    functions: [...functions],
    constants,
  }
}

function functionName(call: unknown): string {
  const parts: string[] = []
  walk(propertyOf(call, 'funcname'), (key, value) => {
    if (key === 'sval' && typeof value === 'string') parts.push(value)
  })
  return (parts[0] === 'pg_catalog' ? parts.slice(1) : parts).join('.')
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined
}

/** `{ sval: { sval: 'text' } }`, `{ ival: { ival: 1 } }`, `{ fval: { fval: '1700000000000' } }`. */
function constantOf(value: unknown, key: string): string[] {
  const constant = propertyOf(value, key)
  return typeof constant === 'string' || typeof constant === 'number' ? [String(constant)] : []
}

import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { explainIssue } from './explain-issue.ts'
import { PolicyError, type PolicyProblem } from './problem.ts'
import { type Policy, policySchema } from './schema.ts'

/** A policy file is written by hand; anything near this size is not one. Bytes. */
const sizeLimit = 256 * 1024

export interface ParsedPolicy {
  readonly policy: Policy
  /** The keys that the file itself sets, dotted, with their values. */
  readonly keys: readonly { readonly key: string; readonly value: string | number | boolean | null }[]
}

/** Reads `.github/operator.yml`. Throws {@link PolicyError} with every problem, each at its line and column. */
export function parsePolicy(text: string, file: string): ParsedPolicy {
  if (Buffer.byteLength(text) > sizeLimit) {
    throw new PolicyError(file, [at(1, 1, '', `the file is larger than ${sizeLimit} bytes`)])
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true, version: '1.2' })
  const place = (offset: number) => lines.linePos(Math.min(offset, text.length))
  if (document.errors.length > 0) {
    throw new PolicyError(
      file,
      document.errors.map((error) => {
        const { line, col } = place(error.pos[0])
        return at(line, col, '', describeSyntax(error.message))
      }),
    )
  }
  const value = toPlainValue(document, file)
  const result = policySchema.safeParse(value ?? {})
  if (!result.success) {
    const problems = result.error.issues.flatMap((issue) =>
      explainIssue(issue).map(({ path, under, message }) => {
        const { line, col } = place(offsetOf(document, path))
        return at(line, col, under.join('.'), message)
      }),
    )
    throw new PolicyError(file, problems)
  }
  return { policy: result.data, keys: flatten(value ?? {}, []) }
}

/** The parser's first line, without the place, which is said anyway, and the excerpt that follows. */
function describeSyntax(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')
}

function toPlainValue(document: Document, file: string): unknown {
  try {
    // Aliases are how a small YAML file becomes a huge value; a policy needs none.
    return document.toJS({ maxAliasCount: 0 })
  } catch (error) {
    throw new PolicyError(file, [at(1, 1, '', error instanceof Error ? error.message : String(error))])
  }
}

function at(line: number, column: number, path: string, message: string): PolicyProblem {
  return { path, line, column, message }
}

/** The offset of the deepest node on the path that exists: a missing key is reported at its parent. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const key = path[length - 1]
    if (parent !== null && typeof parent === 'object' && 'items' in parent && Array.isArray(parent.items)) {
      for (const item of parent.items) {
        if (typeof item !== 'object' || item === null || !('key' in item)) continue
        if (isNode(item.key) && String(item.key) === String(key)) return item.key.range?.[0] ?? 0
      }
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return node.range?.[0] ?? 0
  }
  return 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function flatten(
  value: unknown,
  path: readonly string[],
): { key: string; value: string | number | boolean | null }[] {
  if (isRecord(value)) return Object.entries(value).flatMap(([key, child]) => flatten(child, [...path, key]))
  if (Array.isArray(value)) return value.flatMap((child, index) => flatten(child, [...path, String(index)]))
  const scalar =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
      ? value
      : String(value)
  return [{ key: path.join('.'), value: scalar }]
}

import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml'
import type { Entry, Position, ScalarValue, Value } from './value.ts'

/** GitHub refuses larger workflow files long before this. Bytes. */
export const maxBytes = 1024 * 1024

/** Aliases can multiply a small file without end; a real workflow has some thousand values. */
const maxValues = 100_000
const maxDepth = 100

export type YamlReading =
  | { readonly kind: 'read'; readonly root: Value }
  | { readonly kind: 'unparsable'; readonly problem: string; readonly at: Position | undefined }

class UnreadableYaml extends Error {
  readonly at: Position | undefined

  constructor(message: string, at: Position | undefined) {
    super(message)
    this.name = 'UnreadableYaml'
    this.at = at
  }
}

/** Reads one YAML document as GitHub would; whatever GitHub would refuse or we cannot follow is `unparsable`. */
export function readYaml(content: Uint8Array): YamlReading {
  if (content.byteLength > maxBytes) return unparsable(`The file has more than ${maxBytes} bytes.`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return unparsable('The file is not UTF-8.')
  }
  const deep = tooDeep(text)
  if (deep) return unparsable('The file is nested too deeply.', deep)
  const lines = new LineCounter()
  try {
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      uniqueKeys: true,
      prettyErrors: false,
      merge: false,
    })
    if (!Array.isArray(documents) || documents.length === 0) return unparsable('The file is empty.')
    if (documents.length > 1) return unparsable('The file has more than one YAML document.')
    const document = documents[0]
    if (document === undefined) return unparsable('The file is empty.')
    const error = document.errors[0]
    if (error) return unparsable(firstLine(error.message), place(lines, error.pos[0]))
    return { kind: 'read', root: convert(document, lines) }
  } catch (error) {
    if (error instanceof UnreadableYaml) return unparsable(error.message, error.at)
    return unparsable(
      `The YAML parser gave up: ${firstLine(error instanceof Error ? error.message : String(error))}`,
    )
  }
}

function convert(document: Document, lines: LineCounter): Value {
  let values = 0
  const visit = (node: unknown, depth: number, open: ReadonlySet<unknown>): Value => {
    values += 1
    const position = isNode(node) ? place(lines, node.range?.[0] ?? 0) : { line: 1, column: 1 }
    if (values > maxValues) throw new UnreadableYaml('Its aliases multiply it beyond all bounds.', position)
    if (depth > maxDepth) throw new UnreadableYaml('The file is nested too deeply.', position)
    if (isAlias(node)) {
      const target = node.resolve(document)
      if (target === undefined || open.has(target)) {
        throw new UnreadableYaml(`The alias *${node.source} refers to nothing or to itself.`, position)
      }
      return visit(target, depth + 1, open)
    }
    if (isMap(node)) {
      const entries = new Map<string, Entry>()
      const inside = new Set([...open, node])
      for (const pair of node.items) {
        if (!isScalar(pair.key)) throw new UnreadableYaml('A key is not plain text.', position)
        const key = String(pair.key.value ?? '')
        const keyAt = place(lines, pair.key.range?.[0] ?? 0)
        // https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations
        if (key === '<<') throw new UnreadableYaml('GitHub does not support merge keys (<<).', keyAt)
        if (entries.has(key)) throw new UnreadableYaml(`The key ${JSON.stringify(key)} appears twice.`, keyAt)
        entries.set(key, { key, at: keyAt, value: visit(pair.value, depth + 1, inside) })
      }
      return { kind: 'mapping', entries, at: position }
    }
    if (isSeq(node)) {
      const inside = new Set([...open, node])
      return {
        kind: 'sequence',
        items: node.items.map((item) => visit(item, depth + 1, inside)),
        at: position,
      }
    }
    if (isScalar(node)) {
      const comment = node.comment?.trim()
      return {
        kind: 'scalar',
        ...scalarText(node.value),
        block: node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED',
        at: position,
        comment,
      }
    }
    return { kind: 'scalar', text: '', type: 'null', block: false, at: position, comment: undefined }
  }
  return visit(document.contents, 0, new Set())
}

function scalarText(value: unknown): Pick<ScalarValue, 'text' | 'type'> {
  switch (typeof value) {
    case 'string':
      return { text: value, type: 'string' }
    case 'boolean':
      return { text: String(value), type: 'boolean' }
    case 'number':
    case 'bigint':
      return { text: String(value), type: 'number' }
    default:
      return { text: '', type: 'null' }
  }
}

/** The parser recurses per bracket, so deep flow nesting is refused before it starts. */
function tooDeep(text: string): Position | undefined {
  let depth = 0
  let line = 1
  for (const character of text) {
    if (character === '\n') line += 1
    else if (character === '[' || character === '{') depth += 1
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1
    if (depth > 1_000) return { line, column: 1 }
  }
  return undefined
}

function place(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 200)
}

function unparsable(problem: string, at?: Position): YamlReading {
  return { kind: 'unparsable', problem, at }
}

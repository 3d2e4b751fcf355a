import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
  visit as visitNodes,
} from 'yaml'
import { canonical, type Value } from './value.ts'

/** CloudFormation refuses templates over 1 MB, Kubernetes objects over 1.5 MB. Characters. */
const maxLength = 1_500_000
/** Aliases can multiply a small file without end; the largest manifests hold some ten thousand values. */
const maxValues = 100_000
const maxDepth = 100

export type DocumentsReading =
  | {
      readonly kind: 'read'
      readonly documents: readonly Value[]
      /** A key that stands twice in one mapping; the last one holds here, as it does for Helm, while others refuse the file. */
      readonly duplicate: { readonly key: string; readonly line: number | undefined } | undefined
    }
  /** `problem` is a clause. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly line: number | undefined }

class Unreadable extends Error {
  readonly line: number | undefined

  constructor(message: string, line: number | undefined) {
    super(message)
    this.name = 'Unreadable'
    this.line = line
  }
}

/** Reads every document of a YAML or JSON text. */
export function readDocuments(text: string, firstLine = 1): DocumentsReading {
  if (text.length > maxLength) return unreadable(`has more than ${maxLength} characters`)
  if (nestsTooDeep(text)) return unreadable('is nested too deeply')
  const lines = new LineCounter()
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line) + firstLine - 1
  try {
    const parsed = parseAllDocuments(text, {
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    })
    if (!Array.isArray(parsed)) return { kind: 'read', documents: [], duplicate: undefined }
    const budget: Budget = { values: 0, duplicate: undefined }
    const documents: Value[] = []
    for (const document of parsed) {
      const [error] = document.errors
      if (error !== undefined) {
        return unreadable(`is not valid: ${shortened(error.message)}`, lineOf(error.pos[0]))
      }
      if (document.contents !== null) documents.push(convert(document, lineOf, budget))
    }
    return { kind: 'read', documents, duplicate: budget.duplicate }
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message, error.line)
    return unreadable(`cannot be read: ${shortened(error instanceof Error ? error.message : String(error))}`)
  }
}

interface Budget {
  values: number
  duplicate: { readonly key: string; readonly line: number | undefined } | undefined
}

type Convert = (node: unknown, depth: number, open: ReadonlySet<unknown>) => Value

function convert(document: Document, lineOf: (offset: number) => number, budget: Budget): Value {
  const targets = findTargets(document)
  const visit: Convert = (node, depth, open) => {
    budget.values += 1
    const line = isNode(node) ? lineOf(node.range?.[0] ?? 0) : undefined
    if (budget.values > maxValues) throw new Unreadable('holds more values than can be followed', line)
    if (depth > maxDepth) throw new Unreadable('is nested too deeply', line)
    if (isAlias(node)) {
      const target = targets.get(node)
      if (target === undefined || open.has(target)) {
        throw new Unreadable(`has an alias (*${node.source}) of nothing or of itself`, line)
      }
      return visit(target, depth + 1, open)
    }
    const inside = new Set([...open, node])
    const value = plainValue(node, line, (child) => visit(child, depth + 1, inside), budget)
    const tag = isNode(node) ? node.tag : undefined
    return tag?.startsWith('!') === true ? tagged(tag, value) : foldFunction(value)
  }
  return visit(document.contents, 0, new Set())
}

/** An alias means the last node before it that has its anchor. One pass finds all: the library's own search starts anew for each. */
function findTargets(document: Document): Map<unknown, unknown> {
  const anchors = new Map<string, unknown>()
  const targets = new Map<unknown, unknown>()
  visitNodes(document, (_, node) => {
    if (isAlias(node)) targets.set(node, anchors.get(node.source))
    else if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
  })
  return targets
}

function plainValue(
  node: unknown,
  line: number | undefined,
  inner: (child: unknown) => Value,
  budget: Budget,
): Value {
  if (isMap(node)) return { kind: 'map', entries: entriesOf(node.items, line, inner, budget), line }
  if (isSeq(node)) return { kind: 'list', items: node.items.map(inner), line }
  const held = isScalar(node) ? node.value : null
  switch (typeof held) {
    case 'string':
    case 'number':
    case 'boolean':
      return { kind: 'scalar', value: held, line }
    case 'bigint':
      return { kind: 'scalar', value: Number(held), line }
    default:
      return { kind: 'scalar', value: null, line }
  }
}

/** Own keys win over merged ones (`<<`), earlier merges over later ones. */
function entriesOf(
  pairs: readonly Pair[],
  line: number | undefined,
  inner: (child: unknown) => Value,
  budget: Budget,
): Map<string, Value> {
  const entries = new Map<string, Value>()
  const merged: Value[] = []
  for (const { key, value } of pairs) {
    if (!isScalar(key)) throw new Unreadable('has a key that is not plain text', line)
    const name = String(key.value ?? '')
    if (entries.has(name)) budget.duplicate ??= { key: name.slice(0, 50), line }
    if (name !== '<<') entries.set(name, inner(value))
    else {
      const source = inner(value)
      merged.push(...(source.kind === 'list' ? source.items : [source]))
    }
  }
  for (const source of merged) {
    if (source.kind !== 'map') throw new Unreadable('merges (<<) what is no mapping', line)
    for (const [name, value] of source.entries) if (!entries.has(name)) entries.set(name, value)
  }
  return entries
}

/** `!GetAtt a` and `{ "Fn::GetAtt": "a" }` are one expression. */
function tagged(tag: string, value: Value): Value {
  const name = tag.slice(1)
  const long = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
  return { kind: 'computed', text: `${long} ${canonical(value)}`, line: value.line }
}

function foldFunction(value: Value): Value {
  if (value.kind !== 'map' || value.entries.size !== 1) return value
  const [entry] = value.entries
  if (entry === undefined || !/^(?:Ref|Fn::\w+)$/.test(entry[0])) return value
  return { kind: 'computed', text: `${entry[0]} ${canonical(entry[1])}`, line: value.line }
}

/** The parser recurses per bracket, so deep flow nesting is refused before it starts. */
function nestsTooDeep(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1
    if (depth > 1_000) return true
  }
  return false
}

function shortened(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 150)
}

function unreadable(problem: string, line?: number): DocumentsReading {
  return { kind: 'unreadable', problem, line }
}

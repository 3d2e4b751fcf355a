import { Lexer, Parser } from '@actions/expressions'
import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast'

export interface Fenced {
  /** Between `${{` and `}}`. */
  readonly source: string
  /** Of `${{` in the text. */
  readonly start: number
  /** Behind `}}`. */
  readonly end: number
}

/** `path` is undefined where the value comes from a computed name. */
export interface ContextPath {
  /** Lower case: `github`, `event`, `issue`, `title`; `*` for a computed or wildcard part. */
  readonly parts: readonly string[]
}

const contexts = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
]

const functions = [
  { name: 'hashFiles', minArgs: 1, maxArgs: 255 },
  { name: 'success', minArgs: 0, maxArgs: 255 },
  { name: 'always', minArgs: 0, maxArgs: 0 },
  { name: 'cancelled', minArgs: 0, maxArgs: 0 },
  { name: 'failure', minArgs: 0, maxArgs: 255 },
  { name: 'case', minArgs: 3, maxArgs: 255 },
]

/** GitHub refuses longer expressions (actions/runner, ExpressionConstants.MaxLength). */
const maxLength = 21_000

export type ParsedExpression =
  | { readonly kind: 'expression'; readonly tree: Expr }
  | { readonly kind: 'unparsable' }

/** The `${{ … }}` in a text, in order; `unterminated` when the last one has no end. */
export function findFenced(text: string): {
  readonly found: readonly Fenced[]
  readonly unterminated: boolean
} {
  const found: Fenced[] = []
  let from = 0
  for (;;) {
    const start = text.indexOf('${{', from)
    if (start === -1) return { found, unterminated: false }
    const end = endOfFence(text, start + 3)
    if (end === undefined) return { found, unterminated: true }
    found.push({ source: text.slice(start + 3, end - 2), start, end })
    from = end
  }
}

function endOfFence(text: string, from: number): number | undefined {
  let quoted = false
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") quoted = !quoted
    else if (!quoted && text[at] === '}' && text[at + 1] === '}') return at + 2
  }
  return undefined
}

export function parseExpression(source: string): ParsedExpression {
  if (source.length > maxLength) return { kind: 'unparsable' }
  try {
    const { tokens } = new Lexer(source).lex()
    return { kind: 'expression', tree: new Parser(tokens, contexts, functions).parse() }
  } catch {
    return { kind: 'unparsable' }
  }
}

/** An `if:`, which is an expression with or without its fence. */
export function parseCondition(text: string): ParsedExpression {
  const fence = findFenced(text).found[0]
  return parseExpression(fence ? fence.source : text)
}

/** Every node of an expression, parents first. */
export function* walk(tree: Expr): Generator<Expr> {
  yield tree
  for (const child of childrenOf(tree)) yield* walk(child)
}

function childrenOf(tree: Expr): readonly Expr[] {
  if (tree instanceof Unary) return [tree.expr]
  if (tree instanceof FunctionCall) return tree.args
  if (tree instanceof Binary) return [tree.left, tree.right]
  if (tree instanceof Logical) return tree.args
  if (tree instanceof Grouping) return [tree.group]
  if (tree instanceof IndexAccess) return [tree.expr, tree.index]
  return []
}

const yieldsNoText = new Set([
  'contains',
  'startswith',
  'endswith',
  'hashfiles',
  'success',
  'always',
  'cancelled',
  'failure',
])

/** The contexts whose text can become part of the expression's result; comparisons and conditions do not flow. */
export function flowingContexts(tree: Expr): ContextPath[] {
  if (tree instanceof Grouping) return flowingContexts(tree.group)
  if (tree instanceof Logical) {
    // `a && b` is b, or a falsy a: no text of a's.
    const args = tree.operator.lexeme === '&&' ? tree.args.slice(-1) : tree.args
    return args.flatMap(flowingContexts)
  }
  if (tree instanceof FunctionCall) {
    const name = functionName(tree)
    if (yieldsNoText.has(name)) return []
    if (name === 'case')
      return tree.args.filter((_, at) => at % 2 === 1 || at === tree.args.length - 1).flatMap(flowingContexts)
    return tree.args.flatMap(flowingContexts)
  }
  if (tree instanceof IndexAccess) {
    const path = contextPath(tree)
    return path ? [path] : flowingContexts(innermost(tree))
  }
  const path = contextPath(tree)
  return path ? [path] : []
}

export function functionName(call: FunctionCall): string {
  return call.functionName.lexeme.toLowerCase()
}

/** The path that an access names, or undefined when it does not start at a context. */
export function contextPath(tree: Expr): ContextPath | undefined {
  const parts: string[] = []
  let current = tree
  while (current instanceof IndexAccess) {
    parts.unshift(partOf(current.index))
    current = current.expr
    while (current instanceof Grouping) current = current.group
  }
  if (!(current instanceof ContextAccess)) return undefined
  return { parts: [current.name.lexeme.toLowerCase(), ...parts] }
}

function partOf(index: Expr): string {
  if (index instanceof Star) return '*'
  return index instanceof Literal ? index.literal.coerceString().toLowerCase() : '*'
}

function innermost(tree: Expr): Expr {
  let current = tree
  while (current instanceof IndexAccess) current = current.expr
  return current
}

export function renderPath(path: ContextPath): string {
  return path.parts.join('.')
}

/** True when a path equals the pattern, part by part; `*` in the pattern stands for any one part. */
export function pathMatches(path: ContextPath, pattern: string): boolean {
  const wanted = pattern.split('.')
  return (
    wanted.length === path.parts.length && wanted.every((part, at) => part === '*' || part === path.parts[at])
  )
}

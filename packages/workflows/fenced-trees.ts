import type { Expr } from '@actions/expressions/ast'
import { findFenced, parseCondition, parseExpression } from './expression.ts'
import type { AuditedFile } from './file.ts'
import { type Position, positionIn, scalarsIn } from './value.ts'

export interface FencedTree {
  readonly tree: Expr
  readonly source: string
  readonly at: Position
  /** The names of the keys that lead to it. */
  readonly path: readonly string[]
}

/** Every expression of a file that GitHub evaluates; descriptions and names of inputs are prose. */
export function* fencedTrees(file: AuditedFile): Generator<FencedTree> {
  if (file.kind === 'dependabot') return
  for (const { path, scalar } of scalarsIn(file.root)) {
    if (path.at(-1) === 'description') continue
    const { found } = findFenced(scalar.text)
    if (path.at(-1) === 'if' && found.length === 0) {
      const parsed = parseCondition(scalar.text)
      if (parsed.kind === 'expression') yield { tree: parsed.tree, source: scalar.text, at: scalar.at, path }
      continue
    }
    for (const fence of found) {
      const parsed = parseExpression(fence.source)
      if (parsed.kind === 'unparsable') continue
      yield { tree: parsed.tree, source: fence.source.trim(), at: positionIn(scalar, fence.start), path }
    }
  }
}

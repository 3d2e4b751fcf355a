import { findFenced, parseCondition, parseExpression } from './expression.ts'
import type { AuditedFile } from './file.ts'
import { type Position, positionIn, scalarsIn } from './value.ts'

/** Expressions that cannot be understood: what they put where is not known, so the file is not fully judged. */
export function unparsableExpressions(
  file: AuditedFile,
): { readonly at: Position; readonly problem: string }[] {
  if (file.kind === 'dependabot') return []
  const problems: { at: Position; problem: string }[] = []
  for (const { path, scalar } of scalarsIn(file.root)) {
    if (path.at(-1) === 'description') continue
    const { found, unterminated } = findFenced(scalar.text)
    if (unterminated) problems.push({ at: scalar.at, problem: 'An expression has no closing }}.' })
    for (const fence of found) {
      if (parseExpression(fence.source).kind === 'expression') continue
      problems.push({
        at: positionIn(scalar, fence.start),
        problem: `The expression ${shown(fence.source)} cannot be parsed.`,
      })
    }
    const bare =
      path.at(-1) === 'if' &&
      found.length === 0 &&
      !unterminated &&
      scalar.type === 'string' &&
      scalar.text !== ''
    if (bare && parseCondition(scalar.text).kind === 'unparsable') {
      problems.push({ at: scalar.at, problem: `The condition ${shown(scalar.text)} cannot be parsed.` })
    }
  }
  return problems
}

function shown(source: string): string {
  return JSON.stringify(source.trim().slice(0, 80))
}

import { type AST, visitRegExpAST } from '@eslint-community/regexpp'
import { type Element, type Expression, isDisjointWith, JS, NFA, type NoParent, visitAst } from 'refa'
import { analyse } from 'scslre'

/**
 * Why a pattern may take longer than linear time on some text; empty when none of the known shapes is in it. Decided from the
 * pattern alone: nothing is run, so the answer is the same on any machine.
 */
export function slowness(source: string, flags: string): readonly string[] {
  const { reports } = analyse({ source, flags }, { maxReports: 3 })
  const known = reports.map(
    ({ type, exponential }) => `${exponential ? 'exponential' : 'polynomial'} (${type.toLowerCase()})`,
  )
  return [...new Set([...known, ...findRestarts(source, flags)])]
}

/**
 * What scslre leaves out: a loop that also takes what stands before it, so that every occurrence of the beginning reads the
 * rest of the text again (`key-.*;` on `key-key-key-…`), or shares it with an earlier loop (`.*key.*;`).
 */
function findRestarts(source: string, flags: string): string[] {
  const parser = JS.Parser.fromLiteral({ source, flags })
  // refa takes patterns in `v` mode, but counts their characters as without it.
  const characters = { maxCharacter: flags.includes('v') ? 0x10ffff : parser.maxCharacter }
  const wordsOf = (elements: readonly AST.Element[]): NFA => {
    const words = NFA.fromWords([[]], characters)
    for (const element of elements) {
      const { expression } = parser.parseElement(element, {
        assertions: 'parse',
        backreferences: 'disable',
        maxBackreferenceWords: 0,
      })
      prepare(expression)
      words.append(NFA.fromRegex(expression, characters, { assertions: 'ignore' }))
    }
    return words
  }
  const found: string[] = []
  visitRegExpAST(parser.ast.pattern, {
    onQuantifierEnter(loop) {
      if (loop.max !== Infinity || !takesOneCharacter(loop.element)) return
      const around = surroundings(loop)
      if (around === undefined || cannotFail(around.after, wordsOf)) return
      const repeated = wordsOf([loop])
      repeated.withoutEmptyWord()
      const shares = (words: NFA, other: NFA): boolean => {
        words.withoutEmptyWord()
        return !isDisjointWith(words, other)
      }
      if (shares(wordsOf(around.before), repeated)) found.push(`read again from each start of ${loop.raw}`)
      for (const [index, earlier] of around.before.entries()) {
        if (earlier.type !== 'Quantifier' || earlier.max !== Infinity) continue
        const between = NFA.fromIntersection(wordsOf(around.before.slice(index + 1)), repeated)
        if (shares(between, wordsOf([earlier]))) found.push(`${earlier.raw} and ${loop.raw} share a text`)
      }
    },
  })
  return found
}

function takesOneCharacter({ type }: AST.Element): boolean {
  return ['Character', 'CharacterSet', 'CharacterClass', 'ExpressionCharacterClass'].includes(type)
}

/** What a match goes through before and after a loop; undefined within a look-around. */
function surroundings(loop: AST.Quantifier) {
  const before: AST.Element[] = []
  const after: AST.Element[] = []
  let inner: AST.Node = loop
  for (let outer: AST.Node | null = loop.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'Assertion') return undefined
    if (outer.type === 'Alternative') {
      const position: number = inner.start
      const at = outer.elements.findIndex(({ start }) => start === position)
      before.unshift(...outer.elements.slice(0, at))
      after.push(...outer.elements.slice(at + 1))
    }
    inner = outer
  }
  return { before, after }
}

function cannotFail(after: readonly AST.Element[], wordsOf: (elements: readonly AST.Element[]) => NFA) {
  if (after.some(({ type }) => type === 'Assertion')) return false
  const words = wordsOf(after)
  return words.finals.has(words.initial)
}

/** A counted repetition beyond this takes long to build and shows nothing more. */
const enough = 20

/**
 * Makes of an expression the texts it stands for: what must not stand before (`^`, `(?<!x)`) becomes the character that has to
 * stand there, which for a text's very beginning is none.
 */
function prepare(expression: NoParent<Expression>): void {
  visitAst(expression, {
    onConcatenationEnter(concatenation) {
      concatenation.elements = concatenation.elements.map(asPrecedingCharacter)
    },
    onQuantifierEnter(quantifier) {
      quantifier.min = Math.min(quantifier.min, enough)
      if (quantifier.max !== Infinity) quantifier.max = Math.min(quantifier.max, enough)
    },
  })
}

function asPrecedingCharacter(element: NoParent<Element>): NoParent<Element> {
  if (element.type !== 'Assertion' || element.kind !== 'behind' || !element.negate) return element
  const [only, ...others] = element.alternatives.flatMap(({ elements }) => elements)
  if (only?.type !== 'CharacterClass' || others.length > 0) return element
  return { type: 'CharacterClass', characters: only.characters.negate() }
}

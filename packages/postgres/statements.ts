import type { Node } from 'libpg-query'
import { indexLines } from './line-index.ts'
import { parseSql } from './parser.ts'
import { skipTrivia } from './trivia.ts'

export interface Statement {
  readonly node: Node
  /** The statement alone, without leading comments and without its semicolon. */
  readonly sql: string
  /** 1-based, of its first word in the file. */
  readonly line: number
  readonly column: number
  /** 1-based, of its last character. */
  readonly endLine: number
}

export type SplitAnswer =
  | { readonly ok: true; readonly statements: readonly Statement[] }
  | {
      readonly ok: false
      readonly kind: 'refused' | 'failed'
      readonly message: string
      readonly line: number | undefined
    }

/**
 * Splits a SQL text into its statements with their places, by PostgreSQL 18's own grammar.
 * `firstLine` is the line of the file on which the text begins.
 */
export async function splitStatements(text: string, firstLine = 1): Promise<SplitAnswer> {
  const answer = await parseSql(text)
  const bytes = Buffer.from(text)
  const lines = indexLines(bytes)
  if (!answer.ok) {
    const { kind, message, position } = answer
    const offset =
      position === undefined
        ? undefined
        : Buffer.byteLength([...text.slice(0, position * 2)].slice(0, position).join(''))
    return {
      ok: false,
      kind,
      message,
      line: offset === undefined ? undefined : lines.place(offset).line + firstLine - 1,
    }
  }
  const statements = answer.statements.map(({ node, start, end }): Statement => {
    const first = skipTrivia(bytes, start, end)
    const place = lines.place(first)
    const sql = bytes.toString('utf8', first, end).trimEnd()
    return {
      node,
      sql,
      line: place.line + firstLine - 1,
      column: place.column,
      endLine: place.line + firstLine - 1 + countNewlines(sql),
    }
  })
  return { ok: true, statements }
}

function countNewlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

import './dirname.ts'
import type { Node, RawStmt } from 'libpg-query'

/** ncc copies what such an expression names, and the parser then finds it beside the bundle. */
export const parserWasm: unknown = new URL(
  '../../node_modules/libpg-query/wasm/libpg-query.wasm',
  import.meta.url,
)

/** A statement as PostgreSQL's own grammar (18) splits the text. */
export interface ParsedStatement {
  readonly node: Node
  /** UTF-8 byte offsets into the text: from the end of the statement before, so leading comments are inside. */
  readonly start: number
  readonly end: number
}

export type ParseAnswer =
  | { readonly ok: true; readonly statements: readonly ParsedStatement[] }
  /** `refused` is PostgreSQL's own syntax error; `failed` says that the parser itself gave up and nothing is known. */
  | {
      readonly ok: false
      readonly kind: 'refused' | 'failed'
      readonly message: string
      /** Characters (code points) before the error, as PostgreSQL counts them. */
      readonly position: number | undefined
    }

let failure: string | undefined

/** Parses a whole SQL text with PostgreSQL 18's grammar. Never throws. The parser loads on the first call. */
export async function parseSql(text: string): Promise<ParseAnswer> {
  // A trap leaves the WebAssembly instance in an unknown state, so nothing after it is believed.
  if (failure !== undefined) return { ok: false, kind: 'failed', message: failure, position: undefined }
  // Only when there is SQL to read: it is large, and a bundler evaluates a static import before `dirname.ts`.
  let grammar: typeof import('libpg-query') | undefined
  try {
    grammar = await import('libpg-query')
    await grammar.loadModule()
    if (text.includes('\u0000')) {
      return {
        ok: false,
        kind: 'refused',
        message: 'the text holds a NUL byte',
        position: text.indexOf('\u0000'),
      }
    }
    // The wrapper refuses the empty string, which is a valid script of no statements.
    if (text.trim() === '') return { ok: true, statements: [] }
    const length = Buffer.byteLength(text)
    const statements = (grammar.parseSync(text).stmts ?? []).flatMap((raw) => toStatement(raw, length))
    return { ok: true, statements }
  } catch (error) {
    if (error instanceof Error && grammar?.hasSqlDetails(error)) {
      const position = error.sqlDetails?.cursorPosition
      return { ok: false, kind: 'refused', message: error.message, position }
    }
    failure = `the SQL parser gave up: ${error instanceof Error ? error.message : String(error)}`
    return { ok: false, kind: 'failed', message: failure, position: undefined }
  }
}

function toStatement(raw: RawStmt, length: number): ParsedStatement[] {
  if (raw.stmt === undefined) return []
  const start = raw.stmt_location ?? 0
  // stmt_len is 0, and then absent, for a last statement without a semicolon.
  const end = raw.stmt_len ? start + raw.stmt_len : length
  return [{ node: raw.stmt, start, end }]
}

export interface SqlToken {
  readonly text: string
  /** `name`: a word or a quoted identifier, without its quotes. */
  readonly kind: 'name' | 'quoted' | 'literal' | 'mark'
  readonly offset: number
}

const token = /[A-Za-z_][\w$]*|\\?"[^"\n\\]{1,128}\\?"|`[^`\n]{1,128}`|'[^'\n]{0,2000}'|--[^\n]*|[^\s\w]|\d+/g

/** The words of a SQL text, roughly: comments and white space are left out, and nothing is refused. */
export function readSqlTokens(text: string): SqlToken[] {
  const tokens: SqlToken[] = []
  for (const { 0: word, index } of text.matchAll(token)) {
    if (word.startsWith('--')) continue
    const quoted = /^\\?["`]/.test(word)
    if (quoted) tokens.push({ kind: 'quoted', text: word.replace(/^\\?["`]|\\?["`]$/g, ''), offset: index })
    else if (word.startsWith("'") && word.length > 1)
      tokens.push({ kind: 'literal', text: word.slice(1, -1), offset: index })
    else tokens.push({ kind: /^[A-Za-z_]/.test(word) ? 'name' : 'mark', text: word, offset: index })
  }
  return tokens
}

export function isName(found: SqlToken | undefined): found is SqlToken {
  return found?.kind === 'name' || found?.kind === 'quoted'
}

/** PostgreSQL folds what is not quoted. */
export function isCalled({ kind, text }: SqlToken, name: string): boolean {
  return kind === 'quoted' ? text === name : text.toLowerCase() === name.toLowerCase()
}

/** An unquoted word, in capitals. */
export function keyword(found: SqlToken | undefined): string {
  return found?.kind === 'name' ? found.text.toUpperCase() : ''
}

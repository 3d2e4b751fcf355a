import { isName, keyword, type SqlToken } from './sql-tokens.ts'

/** A relation that a statement reads or writes. */
export interface TableReference {
  readonly schema: string | undefined
  readonly table: SqlToken
  readonly alias: string | undefined
  /** Token after which a list of its columns may stand. */
  readonly end: number
}

const before: ReadonlySet<string> = new Set([
  'FROM',
  'JOIN',
  'INTO',
  'UPDATE',
  'TABLE',
  'TRUNCATE',
  'COPY',
  'USING',
])
const between: ReadonlySet<string> = new Set(['ONLY', 'IF', 'NOT', 'EXISTS', 'LATERAL', 'TABLE'])
const notAlias: ReadonlySet<string> = new Set(
  `WHERE SET JOIN LEFT RIGHT INNER OUTER FULL CROSS NATURAL ON USING ORDER GROUP HAVING LIMIT OFFSET UNION EXCEPT INTERSECT
  RETURNING VALUES SELECT DEFAULT FOR WINDOW FETCH CASCADE RESTART ADD DROP ALTER RENAME WHEN AND OR FROM TO IF DO TABLESAMPLE
  OVERRIDING`.split(/\s+/),
)

/** Relations that stand after FROM, JOIN, INTO, UPDATE, TABLE and the like, with their aliases. */
export function findTables(tokens: readonly SqlToken[]): TableReference[] {
  const found: TableReference[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const word = keyword(tokens[at])
    if (!before.has(word)) continue
    let next = at + 1
    while (between.has(keyword(tokens[next]))) next += 1
    // FROM a, b: the list goes on after a comma.
    for (let more = true; more; ) {
      const reference = readReference(tokens, next)
      if (reference === undefined) break
      found.push(reference)
      more = word === 'FROM' && tokens[reference.end]?.text === ','
      next = reference.end + 1
    }
  }
  return found
}

function readReference(tokens: readonly SqlToken[], at: number): TableReference | undefined {
  const first = tokens[at]
  if (!isName(first) || notAlias.has(keyword(first))) return undefined
  const qualified = tokens[at + 1]?.text === '.' ? tokens[at + 2] : undefined
  const table = isName(qualified) ? qualified : first
  let end = at + (isName(qualified) ? 3 : 1)
  if (keyword(tokens[end]) === 'AS') end += 1
  const next = tokens[end]
  const alias = isName(next) && !notAlias.has(keyword(next)) ? next.text : undefined
  return {
    schema: isName(qualified) ? first.text : undefined,
    table,
    alias,
    end: alias === undefined ? end : end + 1,
  }
}

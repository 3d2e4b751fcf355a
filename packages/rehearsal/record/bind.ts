import { quoteLiteral } from '../database.ts'

/**
 * A statement with its parameters written in as literals without a type, so that PostgreSQL infers it from the place as it did
 * for the parameter. `$1` inside strings, quoted names and comments stays.
 */
export function writeParameters(sql: string, parameters: readonly (string | null)[]): string {
  if (parameters.length === 0) return sql
  let written = ''
  for (let at = 0; at < sql.length; ) {
    const end = endOfToken(sql, at)
    const token = sql.slice(at, end)
    const number = /^\$(\d+)$/.exec(token)?.[1]
    const value = number === undefined ? undefined : parameters[Number(number) - 1]
    written += value === undefined ? token : literal(value)
    at = end
  }
  return written
}

/** A backslash is only itself with standard_conforming_strings, which is on unless somebody turned it off. */
function literal(value: string | null): string {
  return value === null ? 'NULL' : quoteLiteral(value)
}

/** As PostgreSQL's scan.l has them: comments, strings, quoted names, dollar quotes, words, parameters; else one character. */
function endOfToken(sql: string, start: number): number {
  const two = sql.slice(start, start + 2)
  if (two === '--') return orEnd(sql, sql.indexOf('\n', start))
  if (two === '/*') return endOfComment(sql, start)
  if (/^e'$/i.test(two)) return endOfString(sql, start + 1, true)
  const first = sql[start]
  if (first === "'") return endOfString(sql, start, false)
  if (first === '"') return endOfName(sql, start)
  if (first === '$') return endOfDollar(sql, start)
  return orOne(match(word, sql, start), start)
}

const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const parameter = /\$\d+/y
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y

function endOfDollar(sql: string, start: number): number {
  const tag = match(dollarTag, sql, start)
  if (tag === undefined) return orOne(match(parameter, sql, start), start)
  const quote = sql.slice(start, tag)
  const close = sql.indexOf(quote, tag)
  return close === -1 ? sql.length : close + quote.length
}

function endOfString(sql: string, start: number, escapes: boolean): number {
  for (let at = start + 1; at < sql.length; at += 1) {
    if (escapes && sql[at] === '\\') at += 1
    else if (sql[at] === "'") {
      if (sql[at + 1] !== "'") return at + 1
      at += 1
    }
  }
  return sql.length
}

/** A doubled quote ends one name and begins the next, which comes to the same. */
function endOfName(sql: string, start: number): number {
  const close = sql.indexOf('"', start + 1)
  return close === -1 ? sql.length : close + 1
}

/** Comments nest. */
function endOfComment(sql: string, start: number): number {
  let depth = 1
  let at = start + 2
  while (at < sql.length && depth > 0) {
    const two = sql.slice(at, at + 2)
    if (two === '/*') depth += 1
    if (two === '*/') depth -= 1
    at += two === '/*' || two === '*/' ? 2 : 1
  }
  return at
}

/** Where the pattern (sticky) ends that matches here. */
function match(pattern: RegExp, sql: string, start: number): number | undefined {
  pattern.lastIndex = start
  return pattern.test(sql) ? pattern.lastIndex : undefined
}

function orOne(end: number | undefined, start: number): number {
  return end ?? start + 1
}

function orEnd(sql: string, at: number): number {
  return at === -1 ? sql.length : at
}

import { findTables, type TableReference } from './sql-tables.ts'
import { isCalled, isName, keyword, readSqlTokens, type SqlToken } from './sql-tokens.ts'
import type { Use, Wanted } from './use.ts'

const opening =
  /^[\s(]{0,200}(?:SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|CREATE|ALTER|TRUNCATE|COPY|DROP|EXPLAIN|REFRESH|GRANT|CALL)\b/
const lowerOpening =
  /^[\s(]{0,200}(?:select|insert into|update|delete from|with|merge into|create|alter table|truncate|copy|drop)\s/
const clauses =
  /\b(?:FROM|INTO|SET|TABLE|VALUES|JOIN|WHERE|RETURNING|VIEW|CALL|SELECT|from|into|set|table|values|join|where|returning)\b/

/** Whether a string of a program is SQL: a sentence that starts with "Select" or "Update" is not. */
export function isSql(text: string): boolean {
  return (opening.test(text) || lowerOpening.test(text)) && clauses.test(text)
}

/** What one SQL text names. A word counts as certain only where the statement says whose it is. */
export function findSqlUses(text: string, wanted: Wanted): Use[] {
  const uses: Use[] = []
  let statement: SqlToken[] = []
  const finish = () => {
    uses.push(...findInStatement(statement, wanted))
    statement = []
  }
  for (const token of readSqlTokens(text)) {
    if (token.kind === 'mark' && token.text === ';') finish()
    else statement.push(token)
  }
  finish()
  return uses
}

function findInStatement(tokens: readonly SqlToken[], { taken, commonplace }: Wanted): Use[] {
  const tables = findTables(tokens)
  const certain = ({ offset }: SqlToken): Use => ({ offset, certainty: 'certain', how: 'SQL' })
  const possible = ({ offset }: SqlToken): Use => ({ offset, certainty: 'possible', how: 'SQL' })
  switch (taken.kind) {
    case 'table':
    case 'view':
      return tables
        .filter((table) => isTable(table, taken.name, taken.schema))
        .map(({ table }) => certain(table))
    case 'column':
      return tokens.flatMap((token, at) => {
        if (!isName(token) || !isCalled(token, taken.name)) return []
        const sure = judgeColumn(tokens, at, tables, taken.on ?? '')
        if (sure === 'no' || (sure === 'possible' && commonplace)) return []
        return [sure === 'certain' ? certain(token) : possible(token)]
      })
    case 'function':
      return tokens
        .filter((token, at) => isName(token) && isCalled(token, taken.name) && tokens[at + 1]?.text === '(')
        .map(certain)
    case 'type':
      return tokens
        .filter((token, at) => isName(token) && isCalled(token, taken.name) && tokens[at - 1]?.text === ':')
        .map(certain)
    case 'enum-value':
      return tokens.flatMap((token, at) => {
        if (token.kind !== 'literal' || token.text !== taken.name) return []
        const cast = tokens[at + 1]?.text === ':' && tokens[at + 3]
        return [cast && isCalled(cast, taken.on ?? '') ? certain(token) : possible(token)]
      })
  }
}

function isTable({ schema, table }: TableReference, name: string, inSchema: string | undefined): boolean {
  return isCalled(table, name) && (schema === undefined || schema.toLowerCase() === (inSchema ?? 'public'))
}

function judgeColumn(
  tokens: readonly SqlToken[],
  at: number,
  tables: readonly TableReference[],
  owner: string,
): 'certain' | 'possible' | 'no' {
  const parts = owner.split('.')
  const table = parts.at(-1) ?? owner
  const isOwner = (reference: TableReference) =>
    isTable(reference, table, parts.length > 1 ? parts[0] : undefined)
  const own = tables.filter(isOwner)
  if (tokens[at - 1]?.text === '.') {
    const qualifier = tokens[at - 2]
    if (!isName(qualifier)) return 'no'
    if (own.some(({ alias }) => alias?.toLowerCase() === qualifier.text.toLowerCase())) return 'certain'
    return isCalled(qualifier, table) && !tables.some(({ alias }) => alias === qualifier.text)
      ? 'certain'
      : 'no'
  }
  if (own.length === 0 || isElsewhere(tokens, at)) return 'no'
  // The list after INTO t, TABLE t and SET of UPDATE t holds columns of t alone.
  if (own.some(({ end }) => isInList(tokens, end, at))) return 'certain'
  return tables.every(isOwner) &&
    !tokens.some((token, index) => index > 0 && isSubquery(token, tokens[index - 1]))
    ? 'certain'
    : 'possible'
}

/** A name that the statement gives, a call, or a parameter of the program around it. */
function isElsewhere(tokens: readonly SqlToken[], at: number): boolean {
  const previous = tokens[at - 1]
  const next = tokens[at + 1]
  if (next?.text === '(' && keyword(previous) !== 'TABLE') return true
  if (keyword(previous) === 'AS') return true
  if (previous?.text === '(' && tokens[at - 2]?.text === '%') return true
  return previous?.kind === 'mark' && [':', '@', '$', '{', '#', '%'].includes(previous.text)
}

function isInList(tokens: readonly SqlToken[], start: number, at: number): boolean {
  if (tokens[start]?.text !== '(' || at <= start) return false
  let depth = 0
  for (let index = start; index <= at; index += 1) {
    if (tokens[index]?.text === '(') depth += 1
    if (tokens[index]?.text === ')') depth -= 1
    if (depth === 0) return false
  }
  return depth === 1
}

function isSubquery(token: SqlToken, previous: SqlToken | undefined): boolean {
  return keyword(token) === 'SELECT' && previous?.text === '('
}

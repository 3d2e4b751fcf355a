import {
  type Action,
  describeStatement,
  mentionedRoles,
  type Statement,
  splitStatements,
} from '@operator/postgres'
import type { PlannedStatement, Script, StatementKind } from '@operator/rehearsal'
import type { Section } from './tools/tool.ts'

/** A section parsed: what it does, and how it is sent. */
export interface ParsedScript {
  readonly script: Script
  readonly statements: readonly ParsedStatement[]
}

export interface ParsedStatement extends Statement {
  readonly actions: readonly Action[]
}

export interface Unparsed {
  readonly path: string
  readonly line: number | undefined
  /** `refused`: PostgreSQL would refuse it too; `unreadable`: it is no plain SQL, or the parser gave up. */
  readonly kind: 'refused' | 'unreadable'
  readonly message: string
}

export type ParsedSection =
  | { readonly ok: true; readonly parsed: ParsedScript }
  | { readonly ok: false; readonly problem: Unparsed }

/** Placeholders and psql's own commands are replaced by the tool before PostgreSQL sees the text. */
const notPlainSql: readonly (readonly [RegExp, string])[] = [
  [/\$\{[\w.:-]+\}/, 'placeholders like ${…}, whose values are not known here'],
  [/\{\{[^{}\n]{1,200}\}\}/, 'template placeholders like {{…}}'],
  [/^\\[a-z!]/im, 'commands of psql such as \\connect'],
  [/^[ \t]*COPY\s[^;]{1,500}\sFROM\s+STDIN/im, 'COPY … FROM STDIN with inline rows'],
]

export async function parseSection(section: Section): Promise<ParsedSection> {
  const { path, text, firstLine } = section
  const answer = await splitStatements(text, firstLine)
  if (!answer.ok) {
    const special = notPlainSql.find(([pattern]) => pattern.test(text))
    const kind = answer.kind === 'failed' || special ? 'unreadable' : 'refused'
    const message = special ? `it holds ${special[1]}` : answer.message
    return { ok: false, problem: { path, line: answer.line, kind, message } }
  }
  const statements = answer.statements.map((statement) => {
    const line = section.lineOf?.(statement.sql)
    return {
      ...statement,
      ...(line !== undefined && { line, endLine: line, column: 1 }),
      actions: describeStatement(statement.node),
    }
  })
  return {
    ok: true,
    parsed: {
      statements,
      script: {
        path,
        transaction: transactionOf(section, statements.length),
        statements: statements.map(toPlanned),
      },
    },
  }
}

function transactionOf({ transaction }: Section, statements: number): Script['transaction'] {
  switch (transaction) {
    case 'file':
      return 'script'
    case 'pipeline':
      return 'query'
    case 'implicit':
      return statements > 1 ? 'query' : 'none'
    case 'none':
      return 'none'
  }
}

function toPlanned({ sql, line, actions, node }: ParsedStatement): PlannedStatement {
  return { sql, line, kind: kindOf(actions, node, sql) }
}

/** Statements that PostgreSQL refuses inside a transaction block (PreventInTransactionBlock in its sources). */
const outsideTransactions = new Set([
  'CreatedbStmt',
  'DropdbStmt',
  'AlterSystemStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'CreateSubscriptionStmt',
])

function kindOf(actions: readonly Action[], node: Statement['node'], sql: string): StatementKind {
  for (const action of actions) {
    if (action.kind === 'transaction' && action.command !== 'other') return action.command
    if (action.kind === 'copy') return 'client'
    if (runsAlone(action)) return 'alone'
  }
  // A procedure or a DO block may end the transaction, unless one is open around it.
  const mayCommit = 'CallStmt' in node || ('DoStmt' in node && /\b(commit|rollback)\b/i.test(sql))
  return mayCommit || outsideTransactions.has(Object.keys(node)[0] ?? '') ? 'alone' : 'ordinary'
}

/** True for what fails with 25001 inside a transaction block. */
export function runsAlone(action: Action): boolean {
  switch (action.kind) {
    case 'create-index':
    case 'drop':
    case 'reindex':
    case 'detach-partition':
      return (
        action.concurrently ||
        (action.kind === 'reindex' && action.what === 'other') ||
        (action.kind === 'drop' && action.what === 'database')
      )
    case 'vacuum':
      return true
    case 'cluster':
      return action.table === undefined
    default:
      return false
  }
}

/** Roles that some statement names and none creates. */
export function outsideRoles(scripts: readonly ParsedScript[]): string[] {
  const created = new Set<string>()
  const named = new Set<string>()
  for (const { node, actions } of scripts.flatMap(({ statements }) => statements)) {
    for (const action of actions) if (action.kind === 'create-role') created.add(action.name)
    for (const role of mentionedRoles(node)) named.add(role)
  }
  return [...named]
    .filter((role) => !created.has(role) && role !== 'postgres' && !role.startsWith('pg_'))
    .sort()
}

export function wantedExtensions(scripts: readonly ParsedScript[]): string[] {
  const names = scripts
    .flatMap(({ statements }) => statements)
    .flatMap(({ actions }) => actions)
    .flatMap((action) => (action.kind === 'create-extension' ? [action.name] : []))
  return [...new Set(names)].sort()
}

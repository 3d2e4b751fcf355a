import { type Action, describeStatement, type Statement, splitStatements } from '@operator/postgres'
import { type RecordedRun, type RecordedStatement, writeParameters } from '@operator/rehearsal'
import { type Purpose, purposeOf } from './bookkeeping.ts'

/** One statement that took effect. */
export interface Sent {
  readonly sql: string
  readonly purpose: Purpose
}

/** What was committed together. */
export interface SentTransaction {
  /** False where PostgreSQL made it around a single statement. */
  readonly explicit: boolean
  readonly statements: readonly Sent[]
}

export type Transactions =
  | {
      readonly kind: 'read'
      readonly transactions: readonly SentTransaction[]
      /** Statements that failed, and those of migrations that were rolled back: nothing of them is left. */
      readonly undone: number
    }
  | { readonly kind: 'unclear'; readonly why: string }

interface Open {
  readonly session: string
  readonly key: string
  readonly explicit: boolean
  readonly statements: Sent[]
  readonly first: number
  last: number
  /** Failed since the last savepoint was rolled back to. */
  failed: boolean
  end: 'open' | 'committed' | 'undone'
}

type Part = Statement & { readonly actions: readonly Action[] }

/**
 * Puts a recording back into transactions: those that BEGIN and COMMIT mark, those of one query with several statements or of a
 * pipeline (they share a virtual transaction), and single statements.
 */
export async function readTransactions(run: RecordedRun): Promise<Transactions> {
  if (run.unreadable[0] !== undefined)
    return unclear(`it sent what cannot be repeated as SQL (${run.unreadable[0]})`)
  const all: Open[] = []
  const open = new Map<string, Open>()
  let undone = 0
  const begin = (session: string, key: string, explicit: boolean, index: number) => {
    const started: Open = {
      session,
      key,
      explicit,
      statements: [],
      first: index,
      last: index,
      failed: false,
      end: explicit ? 'open' : 'committed',
    }
    all.push(started)
    open.set(session, started)
    return started
  }
  for (const [index, recorded] of run.statements.entries()) {
    const { session, transaction: key, error } = recorded
    const parts = await splitRecorded(recorded)
    if (typeof parts === 'string') {
      // What PostgreSQL refused had no effect, whatever it was.
      if (error === undefined) return unclear(parts)
      undone += 1
      continue
    }
    if (error !== undefined && parts.length > 1 && parts.some((part) => borderOf(part) !== undefined))
      return unclear('a query with transactions of its own failed half-way')
    for (const part of parts) {
      const border = borderOf(part)
      const current = open.get(session)
      const inside = current?.end === 'open' ? current : undefined
      if (border === 'begin') {
        if (inside === undefined && error === undefined) begin(session, key, true, index)
        continue
      }
      if (border === 'commit' || border === 'rollback') {
        if (inside === undefined) continue
        inside.last = index
        inside.end = border === 'commit' && !inside.failed && error === undefined ? 'committed' : 'undone'
        continue
      }
      const same = current?.key === key && key !== '' ? current : undefined
      const target = inside ?? (same?.explicit === false ? same : begin(session, key, false, index))
      target.last = index
      if (error !== undefined) {
        target.failed = true
        if (!target.explicit) target.end = 'undone'
        undone += 1
        continue
      }
      if (/^rollback\b[\s\S]*\bto\b/i.test(part.sql)) target.failed = false
      const sql = writeParameters(part.sql, recorded.parameters)
      target.statements.push({ sql, purpose: purposeOf(part, recorded.parameters) })
    }
  }
  const kept = all.filter(({ end, statements }) => end === 'committed' && statements.length > 0)
  for (const { end, statements } of all)
    if (end !== 'committed') undone += statements.filter(isMigrations).length
  const clash = findClash(kept.filter(({ statements }) => statements.some(isMigrations)))
  if (clash) return unclear('it worked in several sessions at the same time, so the order is not certain')
  return {
    kind: 'read',
    undone,
    transactions: kept.map(({ explicit, statements }) => ({
      explicit: explicit || statements.length > 1,
      statements,
    })),
  }
}

/** What is sent again in a rehearsal. */
export function isRepeated({ purpose }: Sent): boolean {
  return purpose.kind === 'migration' || purpose.kind === 'savepoint'
}

export function isMigrations({ purpose }: Sent): boolean {
  return purpose.kind === 'migration'
}

function unclear(why: string): Transactions {
  return { kind: 'unclear', why }
}

async function splitRecorded({ sql }: RecordedStatement): Promise<Part[] | string> {
  const answer = await splitStatements(sql)
  if (!answer.ok) return `a statement of it could not be parsed (${answer.message}): ${sql.slice(0, 200)}`
  return answer.statements.map((statement) => ({ ...statement, actions: describeStatement(statement.node) }))
}

function borderOf({ actions }: Part): 'begin' | 'commit' | 'rollback' | undefined {
  const [action] = actions
  return action?.kind === 'transaction' && action.command !== 'other' ? action.command : undefined
}

/** Two sessions whose transactions were open at the same time cannot be told one after the other. */
function findClash(transactions: readonly Open[]): boolean {
  return transactions.some((one, index) =>
    transactions
      .slice(index + 1)
      .some((other) => other.session !== one.session && other.first <= one.last && one.first <= other.last),
  )
}

import type { LogLine } from './csv-log.ts'
import { readParameters } from './parameters.ts'
import type { RecordedRun, RecordedStatement } from './recorded-statement.ts'

type Open = { -readonly [Key in keyof RecordedStatement]: RecordedStatement[Key] }

/**
 * The statements that a log with `log_statement = all` holds, in the order in which they were sent. PostgreSQL logs a statement
 * before it runs it and an error after, so an error belongs to its session's last statement when it names the same text.
 */
export function readRecording(lines: readonly LogLine[]): RecordedRun {
  const statements: Open[] = []
  const last = new Map<string, Open>()
  const sessions = new Set<string>()
  const unreadable: string[] = []
  let refused: RecordedRun['refused']
  for (const line of lines) {
    const { session, severity, message } = line
    if (severity === 'LOG') {
      const sent = readSent(message)
      if (sent === undefined) continue
      sessions.add(session)
      if (sent.kind === 'unreadable') {
        unreadable.push(message.slice(0, 200))
        continue
      }
      const parameters = sent.prepared ? readParameters(line.detail) : []
      if (parameters === undefined) {
        unreadable.push(`the parameters of: ${sent.sql.slice(0, 150)}`)
        continue
      }
      const statement: Open = { sql: sent.sql, parameters, session, transaction: line.virtualTransaction }
      statements.push(statement)
      last.set(session, statement)
    } else if (severity === 'ERROR' || severity === 'FATAL' || severity === 'PANIC') {
      const error = { code: line.sqlState, message }
      const running = last.get(session)
      if (running?.error === undefined && running?.sql === line.query && line.query !== '')
        running.error = error
      else if (endedByUs.has(line.sqlState)) continue
      else refused ??= { ...error, sql: line.query.slice(0, 2_000) }
    }
  }
  return { statements, sessions: sessions.size, unreadable, ...(refused && { refused }) }
}

/** Sessions that were still open when the command had ended are closed by the recorder. */
const endedByUs: ReadonlySet<string> = new Set(['57P01'])

type Sent =
  | { readonly kind: 'statement'; readonly sql: string; readonly prepared: boolean }
  | { readonly kind: 'unreadable' }

/** The forms of postgres.c: `statement: …`, `execute name: …`, `execute fetch from name: …`, `fastpath function call: …`. */
function readSent(message: string): Sent | undefined {
  if (message.startsWith('statement: '))
    return { kind: 'statement', sql: message.slice('statement: '.length), prepared: false }
  // The rest of a result whose statement was logged when it began.
  if (message.startsWith('execute fetch from ')) return undefined
  const executed = /^execute [^\n]*?: /.exec(message)?.[0]
  if (executed !== undefined)
    return { kind: 'statement', sql: message.slice(executed.length), prepared: true }
  return message.startsWith('fastpath function call: ') ? { kind: 'unreadable' } : undefined
}

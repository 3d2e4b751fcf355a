import type { RehearsalLog } from '@operator/rehearsal'
import { type Account, type AccountSection, counted, type Finding } from '@operator/report'
import type { HistorySnapshot, MigrationsSnapshot } from '../snapshot.ts'
import { describeExpected, describeMeasured, type HeldLocks, type ToldEffect } from './describe-effect.ts'
import type { ToldStatement } from './told-statement.ts'

/** What the change's migrations will do in production, statement by statement, with the safe form of what is unsafe. */
export function composeAccount(
  { histories, postgres }: MigrationsSnapshot,
  findings: readonly Finding[],
  rollback: string | undefined,
): Account | undefined {
  const sections = histories.flatMap((history) => tellHistory(history, postgres, findings))
  const statements = sections.reduce((sum, { rows }) => sum + rows.length, 0)
  if (statements === 0) return undefined
  const logs = histories.flatMap((history) => measuredLog(history, postgres) ?? [])
  const [log] = logs
  const how =
    log === undefined
      ? 'Nothing was measured here: what is told comes from tables of what each version of PostgreSQL does.'
      : `Locks and work were measured on PostgreSQL ${log.engine.version}; how long they last depends on the size of production's tables.`
  const back = rollback === undefined ? '' : ` Taking it back: ${rollback}`
  return {
    heading: 'What will happen in production',
    introduction: `${counted(statements, 'statement')} in ${counted(sections.length, 'file')}. ${how}${back}`,
    sections,
  }
}

function measuredLog({ rehearsal }: HistorySnapshot, major: number): RehearsalLog | undefined {
  return rehearsal.kind === 'rehearsed' && rehearsal.log.engine.major === major ? rehearsal.log : undefined
}

/** A transaction may go on from one file to the next. */
interface OpenLocks {
  transaction: number | undefined
  readonly held: HeldLocks
}

function tellHistory(
  history: HistorySnapshot,
  major: number,
  findings: readonly Finding[],
): AccountSection[] {
  const log = measuredLog(history, major)
  const locks: OpenLocks = { transaction: undefined, held: new Map() }
  const byPath = Map.groupBy(history.statements, ({ path }) => path)
  return [...byPath].map(([path, statements]) => tellFile(path, statements, log, history, findings, locks))
}

function tellFile(
  path: string,
  statements: readonly ToldStatement[],
  log: RehearsalLog | undefined,
  { matches }: HistorySnapshot,
  findings: readonly Finding[],
  locks: OpenLocks,
): AccountSection {
  const here = findings.filter(({ location }) => location?.path === path)
  const told = statements.map((statement) => {
    if (statement.transaction !== locks.transaction) locks.held.clear()
    locks.transaction = statement.transaction
    const about = here.filter(({ location }) => location?.line === statement.line)
    const kept = new Set(about.map(({ ruleId }) => ruleId))
    const safe = matches.find(
      (match) =>
        match.path === path &&
        match.statement === statement.statement &&
        match.safe !== undefined &&
        kept.has(match.ruleId),
    )?.safe
    return { statement, about, safe, ...tellEffect(statement, log, locks.held) }
  })
  const unsafe = told.filter(({ about }) => about.some(({ level }) => level !== 'note'))
  return {
    title: path,
    gist: `${counted(told.length, 'statement')}${unsafe.length > 0 ? `, ${unsafe.length} to change or look at` : ', nothing that stops the application'}`,
    columns: ['', 'line', 'statement', 'who waits', 'work', 'known'],
    rows: told.map(({ statement, about, effect, known }) => [
      { text: symbolOf(about) },
      { text: String(statement.line) },
      { code: statement.text },
      { text: effect.locks },
      { text: effect.work },
      { text: known },
    ]),
    listings: told.flatMap(({ statement, about, safe }) =>
      safe === undefined
        ? []
        : [{ caption: `Line ${statement.line}: ${reasonOf(about)} Instead:`, language: 'sql', text: safe }],
    ),
    urgent: unsafe.length > 0,
  }
}

function tellEffect(
  { path, statement, expected }: ToldStatement,
  log: RehearsalLog | undefined,
  held: HeldLocks,
): { readonly effect: ToldEffect; readonly known: string } {
  const measured = log?.measurements.find((one) => one.path === path && one.statement === statement)
  if (measured !== undefined) {
    const tables = new Set(log?.tables.map(({ name }) => name))
    return { effect: describeMeasured(measured, held, tables), known: 'measured' }
  }
  const failed = log?.up.result === 'failed' ? log.up.failure : undefined
  if (failed?.path === path && failed.statement === statement)
    return { effect: { locks: '', work: 'fails here' }, known: failed.error.code }
  if (expected.length > 0) return { effect: describeExpected(expected), known: 'from the text' }
  return { effect: { locks: 'not known', work: '' }, known: 'not measured' }
}

function symbolOf(findings: readonly Finding[]): string {
  if (findings.some(({ level }) => level === 'error')) return '🛑'
  return findings.some(({ level }) => level === 'warning') ? '⚠️' : ''
}

function reasonOf(findings: readonly Finding[]): string {
  const order = { error: 0, warning: 1, note: 2 } as const
  const [worst] = [...findings].sort((a, b) => order[a.level] - order[b.level])
  return worst?.message ?? ''
}

import type { DataLoss, RehearsalLog } from '@operator/rehearsal'
import type { Finding } from '@operator/report'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import type { HistorySnapshot, StaticMatch } from './snapshot.ts'

/** Rows and values that are gone afterwards: named by a rule, or seen in the rehearsal. */
export function evaluateData(history: HistorySnapshot): Part {
  if (history.added.length === 0)
    return { status: 'not-applicable', code: 'nothing-new', message: 'The change adds no migration.' }
  const log =
    history.rehearsal.kind === 'rehearsed' && history.rehearsal.log.up.result === 'done'
      ? history.rehearsal.log
      : undefined
  const named = history.matches.filter(({ check }) => check === 'data').flatMap((match) => judge(match, log))
  const tables = new Set(history.matches.filter(({ check }) => check === 'data').map(({ table }) => table))
  const path = history.added.at(-1)?.path ?? history.directory
  const seen = (log?.lostByUp ?? [])
    .filter(({ table }) => !tables.has(table))
    .map((loss) => describe(loss, path, 'data-lost', 'error'))
  const covered = new Set((log?.lostByUp ?? []).map(({ table }) => table))
  const later = (log?.lostByRoundTrip ?? [])
    .filter(({ table }) => !covered.has(table) && !tables.has(table))
    .map((loss) =>
      describe(loss, path, 'data-lost-by-rollback', loss.what === 'values-changed' ? 'note' : 'warning'),
    )
  const findings = [...named, ...seen, ...later]
  const loss = findings.find(({ level }) => level !== 'note')
  if (loss) {
    return {
      status: 'ask',
      code: loss.ruleId,
      message: loss.message,
      findings,
      next: 'Make sure that a fresh backup exists and that somebody wants this data gone.',
    }
  }
  const unparsed = history.unparsed[0]
  const foreign = history.dialect !== 'postgresql' && history.dialect !== 'unknown'
  if (foreign || unparsed) {
    const why = unparsed
      ? `${unparsed.path} could not be parsed`
      : `${history.directory} is not for PostgreSQL`
    return {
      status: 'unknown',
      code: foreign ? 'not-runnable-here' : 'not-parsed',
      message: `Whether data is lost is not known: ${why}.`,
      findings,
      next: 'Review these migrations by hand.',
    }
  }
  if (log && log.skipped.length === 0 && log.failedOnRows === undefined) {
    const rows = log.tables.reduce((sum, table) => sum + table.rows, 0)
    return {
      status: 'pass',
      code: 'no-loss',
      message: `All ${rows} rehearsal rows were still there after the change.`,
      findings,
    }
  }
  return {
    status: 'unknown',
    code: 'not-rehearsed',
    message:
      'No rule found a loss, but rows could not be compared: the rehearsal did not run through with rows.',
    findings,
    next: 'See the rehearsal check.',
  }
}

/** Proven when the rehearsal lost these rows too; silent when it had rows there and lost none, or had no such table. */
function judge(match: StaticMatch, log: RehearsalLog | undefined): Finding[] {
  const { table } = match
  if (log === undefined || table === undefined || log.skipped.length > 0 || log.failedOnRows)
    return [introduce({ ...match, proof: 'static' })]
  if (log.lostByUp.some((loss) => loss.table === table)) return [introduce({ ...match, proof: 'proven' })]
  const before = log.tables.find(({ name }) => name === table)
  if (before === undefined || before.rows > 0) return []
  return [introduce({ ...match, proof: 'static' })]
}

function describe(
  loss: DataLoss,
  path: string,
  ruleId: string,
  level: 'error' | 'warning' | 'note',
): Finding {
  return introduce({
    ruleId,
    level,
    path,
    subject: `${loss.table} ${loss.column ?? ''} ${loss.what}`,
    proof: 'proven',
    message: sentence(loss, ruleId === 'data-lost' ? 'the change' : 'the change and its rollback'),
    remedy: 'Keep a backup, or keep the old values beside the new ones until nobody needs them.',
  })
}

function sentence({ table, column, what, before, after }: DataLoss, by: string): string {
  switch (what) {
    case 'table-gone':
      return `After ${by} the table ${table} is gone, with its rows.`
    case 'column-gone':
      return `After ${by} the column ${table}.${column ?? ''} is gone, with its values.`
    case 'rows-gone':
      return `After ${by} ${table} has ${after} of ${before} rows.`
    case 'values-gone':
      return `After ${by} ${after} of ${before} values of ${table}.${column ?? ''} are left.`
    case 'values-changed':
      return `After ${by} values of ${table}.${column ?? ''} are not what they were.`
  }
}

import type { DataLoss, RehearsalLog } from '@operator/rehearsal'
import { type Finding, listed } from '@operator/report'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import type { HistorySnapshot, StaticMatch } from './snapshot.ts'

/** Rows and values that are gone or written over afterwards: named by a rule, or seen in the rehearsal. */
export function evaluateData(history: HistorySnapshot): Part {
  if (history.added.length === 0)
    return { status: 'not-applicable', code: 'nothing-new', message: 'The change adds no migration.' }
  const log =
    history.rehearsal.kind === 'rehearsed' && history.rehearsal.log.up.result === 'done'
      ? history.rehearsal.log
      : undefined
  const findings = findLosses(history, log)
  const loss = findings.find(({ level }) => level !== 'note')
  if (loss) {
    const more = findings.filter(({ level }) => level !== 'note').length - 1
    return {
      status: 'ask',
      code: loss.ruleId,
      message: more > 0 ? `${loss.message} (and ${more} more)` : loss.message,
      findings,
      next: 'Make sure that a fresh backup exists and that somebody wants this data changed or gone.',
    }
  }
  return { ...judgeSilence(history, log), findings }
}

/** Nothing was found: whether that means anything. */
function judgeSilence(history: HistorySnapshot, log: RehearsalLog | undefined): Part {
  const unparsed = history.unparsed.find(({ direction }) => direction === 'up')
  if (history.dialect !== 'postgresql' && history.dialect !== 'unknown')
    return unknown('not-runnable-here', `${history.directory} is not for PostgreSQL`)
  if (unparsed) return unknown('not-parsed', `${unparsed.path} could not be parsed`)
  if (log === undefined || log.skipped.length > 0 || !log.withRows)
    return unknown('not-rehearsed', 'the rehearsal did not run through with rows')
  const empty = log.unseeded.find(({ table }) => isWritten(table, log))
  if (empty) return unknown('no-rows', `no rows could be made for ${empty.table} (${empty.why})`)
  const rows = log.tables.reduce((sum, table) => sum + table.rows, 0)
  return {
    status: 'pass',
    code: 'no-loss',
    message: `All ${rows} rows of the rehearsal were still there after the change, with their values.`,
  }
}

function unknown(code: string, why: string): Part {
  return {
    status: 'unknown',
    code,
    message: `Whether data is lost is not known: ${why}.`,
    next: 'Review by hand what these migrations do to existing rows.',
  }
}

function isWritten(table: string, { measurements }: RehearsalLog): boolean {
  return measurements.some(
    ({ locks, rewritten }) =>
      rewritten.includes(table) ||
      locks.some(({ relation, mode }) => relation === table && mode === 'RowExclusiveLock'),
  )
}

function findLosses(history: HistorySnapshot, log: RehearsalLog | undefined): Finding[] {
  const matches = history.matches.filter(({ check }) => check === 'data')
  const named = matches.flatMap((match) => judge(match, log))
  const tables = new Set(matches.map(({ table }) => table))
  const path = history.added.at(-1)?.path ?? history.directory
  const byUp = log?.lostByUp ?? []
  const unnamed = byUp.filter(({ table }) => !tables.has(table))
  const cascade = history.matches.find(({ ruleId }) => ruleId === 'drop-cascade')
  const taken = cascade ? unnamed.filter(({ what }) => what === 'table-gone' || what === 'column-gone') : []
  const seen = unnamed
    .filter((loss) => !taken.includes(loss))
    .map((loss) =>
      loss.what === 'values-changed'
        ? describe(loss, path, 'data-changed', 'warning')
        : describe(loss, path, 'data-lost', 'error'),
    )
  const byCascade = cascade && taken.length > 0 ? [describeCascade(cascade, taken)] : []
  const covered = new Set(byUp.map(({ table }) => table))
  const later = (log?.lostByRoundTrip ?? [])
    .filter(({ table }) => !covered.has(table) && !tables.has(table))
    .map((loss) =>
      describe(loss, path, 'data-lost-by-rollback', loss.what === 'values-changed' ? 'note' : 'warning'),
    )
  return [...named, ...byCascade, ...seen, ...later]
}

/** One statement, one finding: what depends on an object goes with it. */
function describeCascade(cascade: StaticMatch, taken: readonly DataLoss[]): Finding {
  const names = taken.map(({ table, column }) => (column === undefined ? table : `${table}.${column}`))
  return introduce({
    ...cascade,
    ruleId: 'data-lost',
    level: 'error',
    subject: names.join(' '),
    proof: 'proven',
    message: `CASCADE takes ${listed(names, 5)} with it, and what is in there.`,
    remedy: 'Name each dependent object and drop it by itself.',
  })
}

/** Rules about what production's values are. */
const dependOnValues: ReadonlySet<string> = new Set([
  'delete-rows',
  'update-rows',
  'type-narrowing-data-loss',
])

/** Proven when the rehearsal lost this too; silent when there is no such thing, or when it was there and was not lost. */
function judge(match: StaticMatch, log: RehearsalLog | undefined): Finding[] {
  const guess = [introduce({ ...match, proof: 'static' })]
  if (log === undefined || log.skipped.length > 0) return guess
  if (match.claim === 'writes' || match.claim === 'may-write') return judgeWrites(match, log)
  const { table } = match
  if (table === undefined || !log.withRows) return guess
  if (log.lostByUp.some((loss) => loss.table === table)) return [introduce({ ...match, proof: 'proven' })]
  const before = log.tables.find(({ name }) => name === table)
  if (before === undefined) return []
  // What made-up rows do not match, production's may.
  if (dependOnValues.has(match.ruleId) || before.rows === 0) return guess
  if (match.ruleId !== 'drop-column') return []
  const column = before.columns.find(({ name }) => match.subject === `${table}.${name}`)
  return column?.filled === 0 ? guess : []
}

function judgeWrites(match: StaticMatch, log: RehearsalLog): Finding[] {
  const measured = log.measurements.find(
    ({ path, statement }) => path === match.path && statement === match.statement,
  )
  if (measured === undefined || !measured.locksKnown) return [introduce({ ...match, proof: 'static' })]
  const written = measured.locks.filter(({ mode }) => mode === 'RowExclusiveLock')
  if (written.length === 0) {
    if (match.claim === 'writes') return []
    const message =
      'This statement wrote to nothing in the rehearsal, and holds words that write: with other rows, or in another database, it may.'
    return [introduce({ ...match, message, proof: 'depends-on-data' })]
  }
  const names = written
    .map(({ relation }) => relation)
    .filter((name) => log.tables.some((table) => table.name === name))
  const message = `This statement writes to ${names.join(', ')} from inside a block or function.`
  return [introduce({ ...match, message, proof: 'proven' })]
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
    message: sentence(
      loss,
      ruleId === 'data-lost-by-rollback' ? 'the change and its rollback' : 'the change',
    ),
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
      return `After ${by} ${after} of ${before} values of ${table}.${column ?? ''} are what they were.`
  }
}

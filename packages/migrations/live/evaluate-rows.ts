import { counted, listed } from '@operator/report'
import type { Part } from '../part.ts'
import { compareCounts } from './compare-counts.ts'
import { findingOf } from './finding.ts'
import type { LiveRead, RecordFacts } from './snapshot.ts'

/** Whether every table has at least as many rows as before the migration. */
export function evaluateRows({ rows }: LiveRead, record: RecordFacts): Part {
  if (record.kind === 'none')
    return {
      status: 'unknown',
      code: 'no-record',
      message: 'Whether all rows are still there is not known: nobody counted them before the migration.',
      next: 'Run phase: before in a step before the migration and hand its output record over.',
    }
  if (record.kind === 'rejected')
    return {
      status: 'unknown',
      code: record.code,
      message: `Whether all rows are still there is not known. ${record.message}`,
      next: record.next,
    }
  const after = new Map(rows.map((count) => [count.table, count]))
  const mayShrink = new Set(record.mayShrink)
  const verdicts = record.rows.map((before) => ({
    table: before.table,
    verdict: compareCounts(before, after.get(before.table)),
  }))
  const lost = verdicts.flatMap(({ table, verdict }) =>
    verdict.kind === 'gone' || verdict.kind === 'fewer' ? [{ table, ...verdict }] : [],
  )
  const findings = lost.map(({ after: now, before, isEstimate, kind, table }) => {
    const isMeant = mayShrink.has(table)
    const had = `${isEstimate ? 'about ' : ''}${before}`
    const what =
      kind === 'gone' ? `${table} is gone, with its ${had} rows` : `${table} has ${now} of ${had} rows`
    return findingOf({
      ruleId: 'rows-lost',
      level: isMeant ? 'note' : 'error',
      message: isMeant ? `${what}, as the migration has it.` : `${what}, and no migration takes any away.`,
      remedy: isMeant
        ? 'Keep the backup until nobody misses them.'
        : 'Stop here: find out who took them, and restore them from the backup before anything writes.',
      subject: table,
    })
  })
  const unread = verdicts.flatMap(({ table, verdict }) =>
    verdict.kind === 'unknown' ? [`${table} ${verdict.why}`] : [],
  )
  const first = findings.find(({ level }) => level === 'error')
  if (first)
    return { status: 'fail', code: 'rows-lost', message: first.message, findings, next: first.remedy }
  if (unread.length > 0)
    return {
      status: 'unknown',
      code: 'rows-not-counted',
      message: `Whether all rows are still there is not known: ${listed(unread, 3)}.`,
      findings,
      next: 'Let the role of live-database-url read every table (grant pg_read_all_data, with BYPASSRLS where policies hide rows), or raise migrations.live.statement-timeout.',
    }
  const estimates = record.rows.filter(({ kind }) => kind === 'estimated').length
  const about =
    estimates === 0 ? '' : `, ${counted(estimates, 'large table')} by at least that many rows only`
  return {
    status: 'pass',
    code: 'rows-kept',
    message: `None of ${counted(record.rows.length, 'table')} has fewer rows than before${about}.`,
    findings,
  }
}

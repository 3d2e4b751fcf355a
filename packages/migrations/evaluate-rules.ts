import type { Measurement, RehearsalLog } from '@operator/rehearsal'
import { counted, type Finding, type Proof } from '@operator/report'
import { applyIgnores, describeIgnores } from './ignores/apply-ignores.ts'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import type { HistorySnapshot, StaticMatch } from './snapshot.ts'

/** Static rules, overruled in both directions by what the rehearsal measured on production's own major. */
export function evaluateRules(history: HistorySnapshot, major: number): Part {
  if (history.added.length === 0)
    return { status: 'not-applicable', code: 'nothing-new', message: 'The change adds no migration.' }
  const foreign = history.dialect !== 'postgresql' && history.dialect !== 'unknown'
  if (foreign) {
    return {
      status: 'unknown',
      code: 'not-runnable-here',
      message: `${history.directory}: no rules are known for this database.`,
      next: 'Review these migrations by hand.',
    }
  }
  const log =
    history.rehearsal.kind === 'rehearsed' && history.rehearsal.log.engine.major === major
      ? history.rehearsal.log
      : undefined
  const matches = history.matches.filter(({ check }) => check === 'rules')
  const small = new Set(history.smallTables)
  const kept = matches.flatMap((match) => judge(match, log, small))
  const found = [...kept, ...measuredOnly(history, log, kept, small)]
  const findings = applyIgnores(found, history.ignores)
  const unread = history.unparsed.find(({ direction }) => direction === 'up')
  const errors = findings.filter(({ level }) => level === 'error')
  const overruled = matches.length - kept.length
  const evidence = [
    ...(log
      ? [
          {
            fact: `${log.measurements.length} statements measured on PostgreSQL ${log.engine.version}`,
            source: log.engine.name,
          },
        ]
      : []),
    ...describeIgnores(history.ignores, found),
    ...(history.statsProblem === undefined
      ? []
      : [{ fact: history.statsProblem, source: 'migrations.stats' }]),
    ...(overruled > 0
      ? [{ fact: `${overruled} static guesses overruled by measurement`, source: 'rehearsal' }]
      : []),
  ]
  if (errors[0])
    return {
      status: 'fail',
      code: errors[0].ruleId,
      message: errors[0].message,
      findings,
      evidence,
      next: errors[0].remedy,
    }
  if (unread)
    return {
      status: 'unknown',
      code: 'not-parsed',
      message: `${unread.path} could not be parsed.`,
      findings,
      evidence,
      next: 'Review this migration by hand.',
    }
  const message =
    findings.length > 0
      ? `${counted(findings.length, 'hint')}, nothing that stops the application.`
      : 'No statement locks or breaks the running application.'
  return { status: 'pass', code: 'safe', message, findings, evidence }
}

function judge(match: StaticMatch, log: RehearsalLog | undefined, small: ReadonlySet<string>): Finding[] {
  const measured = log?.measurements.find(
    ({ path, statement }) => path === match.path && statement === match.statement,
  )
  const failed = failureAt(match, log)
  const verdict = failed ? 'proven' : measured && match.claim ? confirm(match, measured) : 'static'
  if (verdict === 'overruled') return []
  const guessed = verdict === 'static' && match.claim !== undefined
  const message = guessed
    ? `${match.message} This is read from the text; it was not measured here.`
    : match.message
  const short = match.growsWithTable && match.level !== 'note' && small.has(match.table ?? '')
  return short
    ? [
        introduce({
          ...match,
          level: 'note',
          message: `${message} ${smallSentence(match.table)}`,
          proof: verdict,
        }),
      ]
    : [introduce({ ...match, message, proof: verdict })]
}

function smallSentence(table = 'The table'): string {
  return `${table} is small, so it is soon over.`
}

function confirm(match: StaticMatch, measured: Measurement): Proof | 'overruled' {
  // Any table counts: the work for a partitioned table is done on its partitions, for a domain on the tables that use it.
  const { rewritten, scanned, validated, built } = measured
  switch (match.claim) {
    case 'rewrite':
      return rewritten.length > 0 ? 'proven' : 'overruled'
    case 'scan':
      return scanned.length + rewritten.length + validated.length > 0 ? 'proven' : 'overruled'
    case 'build':
      return built.length + rewritten.length > 0 ? 'proven' : 'overruled'
    case 'refused':
    case 'writes':
      return 'overruled'
    case 'may-write':
    case undefined:
      return 'static'
  }
}

function failureAt(match: StaticMatch, log: RehearsalLog | undefined): boolean {
  const failures = [log?.up.result === 'failed' ? log.up.failure : undefined, log?.failedOnRows?.failure]
  return failures.some((failure) => failure?.path === match.path && failure.statement === match.statement)
}

const work = [
  ['rewritten', 'table-rewrite', 'rewrites the table and all its indexes'],
  ['scanned', 'full-table-scan', 'reads every row of the table'],
  ['built', 'index-build', 'builds an index over every row of the table'],
] as const

/** Work that was measured under a lock that stops others and that no rule has named: inside DO blocks, for example. */
function measuredOnly(
  history: HistorySnapshot,
  log: RehearsalLog | undefined,
  kept: readonly Finding[],
  small: ReadonlySet<string>,
): Finding[] {
  return (log?.measurements ?? []).flatMap((measured) => {
    const named = kept.some(
      ({ location }) => location?.path === measured.path && location.line === measured.line,
    )
    const excused = history.matches.some(
      ({ path, statement, ruleId }) =>
        path === measured.path &&
        statement === measured.statement &&
        (ruleId === 'truncate' || ruleId === 'refresh-matview'),
    )
    const strong = measured.locks.filter(({ mode }) =>
      /^(AccessExclusive|Exclusive|ShareRowExclusive|Share)Lock$/.test(mode),
    )
    if (named || excused || strong.length === 0) return []
    return work.flatMap(([key, ruleId, what]) => {
      const table = measured[key].find((name) =>
        strong.some(({ relation }) => relation === name || relation.endsWith(`.${name}`)),
      )
      if (table === undefined) return []
      return [
        introduce({
          ruleId,
          level: small.has(table) ? 'note' : 'error',
          path: measured.path,
          line: measured.line,
          subject: `${table} ${measured.line}`,
          proof: 'proven',
          message: `This statement ${what} ${table} under ${strong.find(({ relation }) => relation.endsWith(table))?.mode ?? 'a strong lock'}.`,
          remedy: 'Split it into steps that do this work without the lock.',
        }),
      ]
    })
  })
}

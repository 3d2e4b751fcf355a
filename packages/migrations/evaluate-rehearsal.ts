import type { FailedStatement, RehearsalLog } from '@operator/rehearsal'
import type { Evidence } from '@operator/report'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import type { HistorySnapshot } from './snapshot.ts'
import { dependsOnRows, explain, isEnvironment } from './sqlstate.ts'

/** Whether the change's migrations really apply on top of the base's schema and rows. */
export function evaluateRehearsal(history: HistorySnapshot, major: number): Part {
  const unable = whyNotRehearsed(history)
  if (unable) return unable
  if (history.rehearsal.kind !== 'rehearsed')
    return { status: 'unknown', code: 'not-rehearsed', message: 'It was not rehearsed.' }
  const { log } = history.rehearsal
  const evidence = describeRun(log, major)
  const failure = log.up.result === 'failed' ? log.up.failure : undefined
  if (failure) return { ...judgeFailure(failure, log), evidence }
  const onRows =
    log.failedOnRows && history.added.some(({ path }) => path === log.failedOnRows?.path)
      ? log.failedOnRows
      : undefined
  if (onRows) return { ...judgeRowFailure(onRows, history), evidence }
  if (log.skipped[0]) return { ...incompleteBase(log.skipped[0], log.skipped.length), evidence }
  const steps = log.down.result === 'done' ? 'up, down and up again' : 'up'
  return {
    status: 'pass',
    code: 'rehearsed',
    message: `${history.added.length === 1 ? 'The migration ran' : `All ${history.added.length} migrations ran`} ${steps} on a throwaway PostgreSQL ${log.engine.version}.`,
    evidence,
  }
}

/** The part that says why there is no rehearsal to judge, shared by all checks that need one. */
export function whyNotRehearsed(history: HistorySnapshot): Part | undefined {
  const { rehearsal } = history
  if (rehearsal.kind === 'rehearsed') return undefined
  if (rehearsal.kind === 'stopped') {
    const at = rehearsal.at === undefined ? '' : ` at ${rehearsal.at}`
    return {
      status: 'unknown',
      code: `rehearsal-${rehearsal.why}`,
      message: `The rehearsal stopped${at}: ${rehearsal.message.split('\n')[0]}.`,
      next:
        rehearsal.why === 'timeout'
          ? 'Split the migration, or raise migrations.timeout.'
          : 'Run the migration on a copy by hand.',
    }
  }
  if (rehearsal.code === 'nothing-new')
    return { status: 'not-applicable', code: rehearsal.code, message: 'The change adds no migration.' }
  if (rehearsal.code === 'not-parsed' && history.unparsed.some(({ kind }) => kind === 'refused')) {
    return {
      status: 'fail',
      code: 'syntax-error',
      message: `${rehearsal.why}: PostgreSQL would refuse it too.`,
      next: 'Correct the SQL.',
    }
  }
  return {
    status: 'unknown',
    code: rehearsal.code,
    message: `${history.tool} in ${history.directory || 'the root'}: ${rehearsal.why}.`,
    next:
      rehearsal.code === 'not-runnable-here'
        ? 'Run these migrations on a copy by hand, or name the directory in migrations.ignore if production does not use it.'
        : 'Run these migrations on a copy by hand, and say so in the pull request.',
  }
}

function judgeFailure(failure: FailedStatement, log: RehearsalLog): Part {
  if (isEnvironment(failure)) {
    return {
      status: 'unknown',
      code: 'not-runnable-here',
      message: `${failure.path}:${failure.line} needs what this engine lacks: ${failure.error.message}.`,
      next: 'Run this migration on a copy by hand.',
    }
  }
  if (log.skipped[0]) return incompleteBase(log.skipped[0], log.skipped.length)
  const finding = failed(failure, 'error')
  return {
    status: 'fail',
    code: 'migration-fails',
    message: `${failure.path}:${failure.line} fails: ${failure.error.message}.`,
    findings: [finding],
    next: finding.remedy,
  }
}

function judgeRowFailure(failure: FailedStatement, history: HistorySnapshot): Part {
  const required = history.matches.find(
    ({ ruleId, path, line }) =>
      ruleId === 'add-column-required' && path === failure.path && line === failure.line,
  )
  if (required) {
    const finding = introduce({ ...required, proof: 'proven' })
    return {
      status: 'fail',
      code: 'migration-fails',
      message: `${failure.path}:${failure.line} fails on any table with rows: ${failure.error.message}.`,
      findings: [finding],
      next: required.remedy,
    }
  }
  return {
    status: 'ask',
    code: 'depends-on-data',
    message: `${failure.path}:${failure.line} ran on empty tables but failed on made-up rows (${failure.error.message}): production's own rows decide.`,
    findings: [failed(failure, 'warning')],
    next: 'Check with a query against production that no row stands against it.',
  }
}

function incompleteBase(first: FailedStatement, count: number): Part {
  return {
    status: 'unknown',
    code: 'base-not-replayable',
    message: `The merged migrations do not all run here, so the schema is incomplete: ${first.path}:${first.line}: ${first.error.message}${count > 1 ? ` (and ${count - 1} more statements)` : ''}.`,
    next: 'Run this migration on a copy of the real database by hand.',
  }
}

function failed(failure: FailedStatement, level: 'error' | 'warning') {
  const rows = dependsOnRows(failure)
  return introduce({
    ruleId: rows ? 'depends-on-data' : 'migration-fails',
    level,
    path: failure.path,
    line: failure.line,
    subject: failure.error.code + failure.error.message,
    proof: rows ? 'depends-on-data' : 'proven',
    message: explain(failure),
    remedy:
      failure.error.hint ?? 'Correct the statement and run it on a database that has the merged migrations.',
  })
}

function describeRun(log: RehearsalLog, major: number): Evidence[] {
  const source = `${log.engine.name}, PostgreSQL ${log.engine.version}`
  const names = log.unseeded.slice(0, 5).map(({ table }) => table)
  return [
    {
      fact: `${log.baseScripts} merged migrations replayed, ${log.seededTables} tables given rows, in ${(log.milliseconds / 1000).toFixed(1)} s`,
      source,
    },
    ...(log.unseeded.length > 0
      ? [
          {
            fact: `${log.unseeded.length} tables stayed empty: ${names.join(', ')}${log.unseeded.length > names.length ? ', …' : ''}`,
            source,
          },
        ]
      : []),
    ...(log.engine.major === major
      ? []
      : [
          {
            fact: `production runs PostgreSQL ${major}: lock facts are from the version tables, not measured`,
            source,
          },
        ]),
  ]
}

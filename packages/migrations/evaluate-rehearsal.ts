import type { FailedStatement, RehearsalLog } from '@operator/rehearsal'
import { counted, type Evidence, type Finding, listed } from '@operator/report'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import { unsettledConditions } from './settle-row-conditions.ts'
import type { HistorySnapshot, RowCondition } from './snapshot.ts'
import { dependsOnRows, explain, isEnvironment, missesObject, missesRows } from './sqlstate.ts'
import { whyNotRehearsed } from './why-not-rehearsed.ts'

/** Whether the change's migrations really apply on top of the base's schema and rows. */
export function evaluateRehearsal(history: HistorySnapshot, major: number): Part {
  const unable = whyNotRehearsed(history, major)
  if (unable) return unable
  const { rehearsal } = history
  if (rehearsal.kind !== 'rehearsed' || rehearsal.log.up.result === 'not-run') {
    return {
      status: 'unknown',
      code: 'not-rehearsed',
      message: 'It was not rehearsed.',
      next: 'Run this migration on a copy by hand.',
    }
  }
  const { log } = rehearsal
  const part = judge(history, log, major)
  // What another major refuses, production's most likely refuses too; proven it is not.
  const findings = part.findings?.map((finding) =>
    log.engine.major === major || finding.proof !== 'proven'
      ? finding
      : { ...finding, proof: 'static' as const },
  )
  return { ...part, ...(findings && { findings }), evidence: describeRun(log, history.setAside, major) }
}

function judge(history: HistorySnapshot, log: RehearsalLog, major: number): Part {
  const { up } = log
  if (up.result === 'failed') return judgeFailure(up.failure, history, log)
  if (log.skipped[0]) return incompleteBase(log.skipped[0], log.skipped.length)
  const onRows = log.failedOnRows
  if (onRows?.phase === 'up') return judgeRowFailure(onRows.failure, history)
  const open = unsettledConditions(history.rowConditions, log)
  if (open[0]) return askAboutRows(open[0], open)
  const steps = log.down.result === 'done' ? 'up, down and up again' : 'up'
  const ran = `${history.added.length === 1 ? 'The migration ran' : `All ${history.added.length} migrations ran`} ${steps} on a throwaway PostgreSQL ${log.engine.version}`
  if (log.engine.major !== major) {
    return {
      status: 'unknown',
      code: 'other-major',
      message: `${ran}; whether production's PostgreSQL ${major} takes them is not known.`,
      next: `Leave migrations.engine at auto, or run these migrations on a copy that runs PostgreSQL ${major}.`,
    }
  }
  return { status: 'pass', code: 'rehearsed', message: `${ran}.` }
}

function judgeFailure(failure: FailedStatement, history: HistorySnapshot, log: RehearsalLog): Part {
  const where = `${failure.path}:${failure.line}`
  if (failure.error.refusedTo !== undefined) return refusedHere(failure)
  if (failure.error.code === '42501' && log.actedAs !== undefined)
    return missingPermission(failure, log.actedAs)
  if (isEnvironment(failure)) {
    return {
      status: 'unknown',
      code: 'not-runnable-here',
      message: `${where} needs what this engine lacks: ${failure.error.message}.`,
      next: 'Run this migration on a copy by hand.',
    }
  }
  if (log.skipped[0]) return incompleteBase(log.skipped[0], log.skipped.length)
  if (history.setAside[0] && missesObject(failure))
    return incompleteBase(history.setAside[0], history.setAside.length)
  if (history.baseVersions === 0 && missesObject(failure)) {
    return {
      status: 'unknown',
      code: 'base-not-found',
      message: `${where} needs what no migration in ${history.directory || 'the root'} makes: ${failure.error.message}.`,
      next: 'Put the migrations that make it into the same directory, or run this one on a copy by hand.',
    }
  }
  if (missesRows(failure)) {
    return {
      status: 'ask',
      code: 'depends-on-data',
      message: `${where} fails here with made-up rows and without any (${failure.error.message}): only production's rows could make it pass.`,
      findings: [failed(failure, 'warning', history)],
      next: 'Try it on a copy of production, or make it work without these rows too.',
    }
  }
  const finding = failed(failure, 'error', history)
  return {
    status: 'fail',
    code: 'migration-fails',
    message: `${where} fails: ${failure.error.message}.`,
    findings: [finding],
    next: finding.remedy,
  }
}

/** The rehearsal's role on a native server is no superuser, so that no migration gets out of it. */
function refusedHere(failure: FailedStatement): Part {
  return {
    status: 'unknown',
    code: 'not-runnable-here',
    message: `${failure.path}:${failure.line} needs a permission that the rehearsal's role, which is no superuser, does not have: ${failure.error.message}.`,
    next: "Make sure that production's role may do this, and that the migration has to; then run it on a copy by hand.",
  }
}

function missingPermission(failure: FailedStatement, role: string): Part {
  const remedy = `Grant it to ${role} in production first, or run this statement as a role that may; then bring migrations.grants up to date.`
  const message = `${failure.path}:${failure.line} fails as ${role}, production's role: ${failure.error.message}.`
  const finding = introduce({
    ruleId: 'missing-permission',
    level: 'error',
    path: failure.path,
    line: failure.line,
    subject: failure.error.message,
    proof: 'proven',
    message,
    remedy,
  })
  return { status: 'fail', code: 'missing-permission', message, findings: [finding], next: remedy }
}

function judgeRowFailure(failure: FailedStatement, history: HistorySnapshot): Part {
  const required = history.matches.find(
    ({ ruleId, path, statement }) =>
      ruleId === 'add-column-required' && path === failure.path && statement === failure.statement,
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
  const finding = failed(failure, 'warning', history)
  return {
    status: 'ask',
    code: 'depends-on-data',
    message: `${failure.path}:${failure.line} ran on empty tables but failed on made-up rows (${failure.error.message}): production's own rows decide.`,
    findings: [finding],
    next: finding.remedy,
  }
}

function askAboutRows(first: RowCondition, all: readonly RowCondition[]): Part {
  const findings = all.map((condition) =>
    introduce({
      ruleId: 'depends-on-data',
      level: 'warning',
      path: condition.path,
      line: condition.line,
      endLine: condition.endLine,
      subject: condition.what,
      proof: 'depends-on-data',
      message: `This holds for made-up rows. Whether in production ${condition.what} is not known here; if not, the deployment stops at this statement.`,
      remedy: askProduction(condition),
    }),
  )
  return {
    status: 'ask',
    code: 'depends-on-data',
    message: `${first.path}:${first.line} runs, but only production's rows can tell whether ${first.what}${all.length > 1 ? ` (and ${counted(all.length - 1, 'more such condition')})` : ''}.`,
    findings,
    next: askProduction(first),
  }
}

function askProduction({ query, what }: RowCondition): string {
  return query === undefined
    ? `Check in production that ${what}.`
    : `Run this in production, which must give no row: ${query}`
}

function incompleteBase(first: FailedStatement, count: number): Part {
  return {
    status: 'unknown',
    code: 'base-not-replayable',
    message: `The merged migrations do not all run here, so the schema is incomplete: ${first.path}:${first.line}: ${first.error.message}${count > 1 ? ` (and ${counted(count - 1, 'more statement')})` : ''}.`,
    next: 'Run this migration on a copy of the real database by hand.',
  }
}

function failed(failure: FailedStatement, level: 'error' | 'warning', history: HistorySnapshot): Finding {
  const rows = level === 'warning' || dependsOnRows(failure)
  const condition = history.rowConditions.find(
    ({ path, statement }) => path === failure.path && statement === failure.statement,
  )
  const fallback = rows
    ? 'Check with a query against production that no row stands against it.'
    : 'Correct the statement and run it on a database that has the merged migrations.'
  return introduce({
    ruleId: level === 'warning' ? 'depends-on-data' : 'migration-fails',
    level,
    path: failure.path,
    line: failure.line,
    subject: failure.error.code + failure.error.message,
    proof: level === 'warning' ? 'depends-on-data' : 'proven',
    message: explain(failure),
    remedy: condition ? askProduction(condition) : (failure.error.hint ?? fallback),
  })
}

function describeRun(log: RehearsalLog, setAside: readonly FailedStatement[], major: number): Evidence[] {
  const source = `${log.engine.name}, PostgreSQL ${log.engine.version}`
  const names = log.unseeded.map(({ table }) => table)
  const facts = [
    `${counted(log.baseScripts, 'merged migration')} replayed, ${counted(log.seededTables, 'table')} given rows, in ${(log.milliseconds / 1000).toFixed(1)} s`,
    ...(log.unseeded.length > 0 ? [`${counted(names.length, 'table')} stayed empty: ${listed(names)}`] : []),
    ...(setAside[0]
      ? [
          `${counted(setAside.length, 'merged statement does not run here and touches', 'merged statements do not run here and touch')} nothing that this change touches: ${setAside[0].path}:${setAside[0].line}: ${setAside[0].error.message}`,
        ]
      : []),
    ...(log.actedAs === undefined ? [] : [`the change ran as ${log.actedAs}, no superuser`]),
    ...(log.engine.major === major
      ? []
      : [`production runs PostgreSQL ${major}: lock facts are from the version tables, not measured`]),
  ]
  return facts.map((fact) => ({ fact, source }))
}

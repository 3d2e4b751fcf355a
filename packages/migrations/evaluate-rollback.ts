import type { CatalogDifference, RehearsalLog } from '@operator/rehearsal'
import type { Finding } from '@operator/report'
import { whyNotRehearsed } from './evaluate-rehearsal.ts'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import type { HistorySnapshot } from './snapshot.ts'
import { dependsOnRows, explain, isEnvironment } from './sqlstate.ts'

/** Whether taking the set back leaves the schema as it was, and whether it applies again afterwards. */
export function evaluateRollback(history: HistorySnapshot): Part {
  const files = judgeFiles(history)
  if (files) return files
  const unable = whyNotRehearsed(history)
  if (unable) return unable
  if (history.rehearsal.kind !== 'rehearsed')
    return { status: 'unknown', code: 'not-rehearsed', message: 'It was not rehearsed.' }
  const { log } = history.rehearsal
  const last = history.added.at(-1)
  const path = last?.downPath ?? last?.path ?? history.directory
  const findings = [
    ...differences(log.afterDown, path, 'rollback-differs'),
    ...differences(log.afterAgain, path, 'reapply-differs'),
  ]
  if (log.up.result === 'failed') {
    return {
      status: 'unknown',
      code: 'not-rehearsed',
      message: 'The migrations did not apply, so their rollback could not be tried.',
      next: 'Make the migrations apply first.',
    }
  }
  for (const [phase, code, what] of [
    [log.down, 'rollback-fails', 'Taking the change back'],
    [log.again, 'reapply-fails', 'Applying the change again after its rollback'],
  ] as const) {
    if (phase.result === 'failed') return { ...judgeFailure(phase.failure, log, code, what) }
  }
  const broken = findings.filter(({ level }) => level === 'error')
  if (broken[0] && log.skipped.length === 0) {
    const message = `After the rollback the schema is not what it was: ${broken[0].message}`
    return {
      status: 'fail',
      code: 'rollback-differs',
      message,
      findings,
      next: 'Make the down migration restore exactly what the up migration changed.',
    }
  }
  if (log.skipped[0])
    return {
      status: 'unknown',
      code: 'base-not-replayable',
      message: `The merged migrations do not all run here (${log.skipped[0].path}).`,
      findings,
    }
  const noise =
    findings.length > 0 ? ` ${findings.length} differences are in generated names or column order only.` : ''
  return {
    status: 'pass',
    code: 'rollback-proven',
    message: `Up, down and up again gave the same schema.${noise}`,
    findings,
  }
}

/** What the files alone decide: missing and empty down scripts, forward-only tools, notes. */
function judgeFiles(history: HistorySnapshot): Part | undefined {
  if (history.added.length === 0)
    return { status: 'not-applicable', code: 'nothing-new', message: 'The change adds no migration.' }
  const lacking = history.added.filter(
    ({ down, statements, note }) =>
      (down === 'missing' || (down === 'empty' && statements > 0)) && note === undefined,
  )
  if (lacking.length > 0) {
    const findings = lacking.map(({ path, down }) =>
      introduce({
        ruleId: down === 'empty' ? 'empty-down' : 'missing-down',
        level: 'error',
        path,
        subject: down,
        proof: 'proven',
        message:
          down === 'empty'
            ? 'The down migration does nothing.'
            : `This ${history.tool} migration has no down migration.`,
        remedy: 'Write the down migration, or a NOT_REVERSIBLE.md beside it that says why there is none.',
      }),
    )
    return {
      status: 'fail',
      code: findings[0]?.ruleId ?? 'missing-down',
      message: `${lacking[0]?.path} cannot be taken back.`,
      findings,
      next: findings[0]?.remedy ?? '',
    }
  }
  const forward = history.added.filter(({ down }) => down !== 'present')
  if (forward.length === 0) return undefined
  const silent = forward.find(({ note }) => note === undefined)
  const notes = forward.flatMap(({ note }) => (note === undefined ? [] : [note]))
  const irreversible = notes.find((note) => /not_?reversible/i.test(note))
  if (silent) {
    const message = `${history.tool} has no down migrations, and nothing says how ${silent.path} is taken back.`
    return {
      status: 'ask',
      code: 'no-rollback-script',
      message,
      next: 'Commit a rollback.sql or down.sql beside the migration, or write down how it is taken back.',
    }
  }
  if (irreversible !== undefined) {
    return {
      status: 'ask',
      code: 'not-reversible',
      message: `${irreversible} says that this cannot be taken back.`,
      next: 'Someone who may decide this must approve it.',
    }
  }
  return {
    status: 'pass',
    code: 'rollback-noted',
    message: `${notes.join(', ')} says how this is taken back (not rehearsed).`,
  }
}

function judgeFailure(
  failure: Parameters<typeof explain>[0],
  log: RehearsalLog,
  code: string,
  what: string,
): Part {
  const message = `${what} fails at ${failure.path}:${failure.line}: ${failure.error.message}.`
  if (isEnvironment(failure)) return { status: 'unknown', code: 'not-runnable-here', message }
  if (log.skipped.length > 0) return { status: 'unknown', code: 'base-not-replayable', message }
  const rows = dependsOnRows(failure)
  const finding = introduce({
    ruleId: code,
    level: rows ? 'warning' : 'error',
    path: failure.path,
    line: failure.line,
    subject: failure.error.message,
    proof: rows ? 'depends-on-data' : 'proven',
    message: explain(failure),
    remedy: 'Correct the down migration and try it on a database that has the change.',
  })
  return {
    status: rows ? 'ask' : 'fail',
    code: rows ? 'depends-on-data' : code,
    message,
    findings: [finding],
    next: finding.remedy,
  }
}

function differences(list: readonly CatalogDifference[], path: string, ruleId: string): Finding[] {
  return list.map(({ change, object, name, before, after }) =>
    introduce({
      ruleId,
      level:
        change === 'renamed' || change === 'column-order' || ruleId === 'reapply-differs' ? 'note' : 'error',
      path,
      subject: `${change} ${object} ${name}`,
      proof: 'proven',
      message: sentence(change, `${object} ${name}`, before, after),
      remedy: 'Make the down migration restore exactly what the up migration changed.',
    }),
  )
}

function sentence(
  change: CatalogDifference['change'],
  name: string,
  before: string | undefined,
  after: string | undefined,
): string {
  switch (change) {
    case 'missing':
      return `${name} is gone.`
    case 'extra':
      return `${name} is left behind.`
    case 'changed':
      return `${name} was "${before ?? ''}" and is "${after ?? ''}".`
    case 'renamed':
      return `${name} now has the name ${after ?? ''}.`
    case 'column-order':
      return `${name} has its columns in another order.`
  }
}

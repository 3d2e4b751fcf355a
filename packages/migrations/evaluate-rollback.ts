import type { FailedStatement, RehearsalLog } from '@operator/rehearsal'
import { describeDifferences } from './catalog-findings.ts'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import type { HistorySnapshot } from './snapshot.ts'
import { dependsOnRows, explain, isEnvironment, missesObject } from './sqlstate.ts'
import { whyNotRehearsed } from './why-not-rehearsed.ts'

/** Whether taking the set back leaves the schema as it was, and whether it applies again afterwards. */
export function evaluateRollback(history: HistorySnapshot, major: number): Part {
  const files = judgeFiles(history)
  if (files) return files
  const unable = whyNotRehearsed(history, major)
  if (unable) return unable
  const broken = history.unparsed.find(({ direction }) => direction === 'down')
  if (broken) {
    return broken.kind === 'refused'
      ? {
          status: 'fail',
          code: 'syntax-error',
          message: `PostgreSQL refuses the rollback ${broken.path}: ${broken.message}.`,
          next: `Correct the SQL of ${broken.path}.`,
        }
      : {
          status: 'unknown',
          code: 'not-parsed',
          message: `The rollback ${broken.path} could not be read as SQL: ${broken.message}.`,
          next: 'Run up, down and up again on a copy by hand.',
        }
  }
  const { rehearsal } = history
  if (rehearsal.kind !== 'rehearsed' || rehearsal.log.up.result !== 'done') {
    return {
      status: 'unknown',
      code: 'not-rehearsed',
      message: 'The migrations did not apply, so their rollback could not be tried.',
      next: 'Make the migrations apply first.',
    }
  }
  return judgeRoundTrip(history, rehearsal.log)
}

function judgeRoundTrip(history: HistorySnapshot, log: RehearsalLog): Part {
  const last = history.added.at(-1)
  const path = last?.downPath ?? last?.path ?? history.directory
  const findings = [
    ...describeDifferences(log.afterDown, path, 'rollback-differs'),
    ...describeDifferences(log.afterAgain, path, 'reapply-differs'),
  ]
  const { down, again } = log
  const incomplete = log.skipped.length > 0 || history.setAside.length > 0
  if (down.result === 'failed') return judgeFailure(down.failure, incomplete, 'down')
  if (down.result === 'not-run') {
    return {
      status: 'unknown',
      code: 'not-rehearsed',
      message: `The rollback was not tried: ${down.why}.`,
      next: 'Run up, down and up again on a copy by hand.',
    }
  }
  if (log.skipped[0]) {
    return {
      status: 'unknown',
      code: 'base-not-replayable',
      message: `The merged migrations do not all run here (${log.skipped[0].path}), so the rollback proves nothing.`,
      findings,
      next: 'Run up, down and up again on a copy of the real database by hand.',
    }
  }
  const broken = findings.find(({ level }) => level === 'error')
  if (broken) {
    return {
      status: 'fail',
      code: 'rollback-differs',
      message: `After the rollback the schema is not what it was: ${broken.message}`,
      findings,
      next: 'Make the down migration restore exactly what the up migration changed.',
    }
  }
  if (again.result === 'failed') return judgeFailure(again.failure, incomplete, 'again')
  const onRows = log.failedOnRows
  if (onRows && onRows.phase !== 'up') return judgeFailure(onRows.failure, incomplete, onRows.phase)
  const noise =
    findings.length > 0
      ? ` What differs is a generated name or the order of columns only (${findings.length}).`
      : ''
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
    const findings = lacking.map(({ path, down, downPath }) =>
      introduce({
        ruleId: down === 'empty' ? 'empty-down' : 'missing-down',
        level: 'error',
        path: downPath ?? path,
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
      message: `${lacking[0]?.path} cannot be taken back: its down migration ${lacking[0]?.down === 'empty' ? 'does nothing' : 'is missing'}.`,
      findings,
      next: findings[0]?.remedy ?? '',
    }
  }
  if (history.added.some(({ down, note }) => down === 'not-run' && note === undefined)) {
    return {
      status: 'unknown',
      code: 'no-rollback-command',
      message: `How ${history.tool} takes ${history.added.at(-1)?.path ?? 'this'} back is known only once its own command has done it.`,
      next: 'Give migration-guard `rollback-command` beside `migrate-command`, or write down how it is taken back.',
    }
  }
  const forward = history.added.filter(
    ({ down, statements }) => down !== 'present' && !(down === 'empty' && statements === 0),
  )
  const silent = forward.find(({ note }) => note === undefined)
  if (silent) {
    return {
      status: 'ask',
      code: 'no-rollback-script',
      message: `${history.tool} has no down migrations, and nothing says how ${silent.path} is taken back.`,
      next: 'Commit a rollback script beside the migration, which is then rehearsed, or write down how it is taken back.',
    }
  }
  const notes = [...new Set(forward.flatMap(({ note }) => note ?? []))]
  if (notes.length === 0) return undefined
  const irreversible = notes.find((note) => /not_?reversible/i.test(note))
  return irreversible === undefined
    ? {
        status: 'ask',
        code: 'rollback-noted',
        message: `${notes.join(', ')} says how this is taken back; nothing has tried it.`,
        next: 'Someone who knows this database must agree, or commit a rollback script, which is then rehearsed.',
      }
    : {
        status: 'ask',
        code: 'not-reversible',
        message: `${irreversible} says that this cannot be taken back.`,
        next: 'Someone who may decide this must approve it.',
      }
}

const phases = {
  up: { code: 'migration-fails', what: 'Applying the change' },
  down: { code: 'rollback-fails', what: 'Taking the change back' },
  again: { code: 'reapply-fails', what: 'Applying the change again after its rollback' },
} as const

function judgeFailure(failure: FailedStatement, incomplete: boolean, phase: keyof typeof phases): Part {
  const { code, what } = phases[phase]
  const message = `${what} fails at ${failure.path}:${failure.line}: ${failure.error.message}.`
  const unable = isEnvironment(failure)
    ? 'not-runnable-here'
    : incomplete && missesObject(failure)
      ? 'base-not-replayable'
      : undefined
  if (unable)
    return {
      status: 'unknown',
      code: unable,
      message,
      next: 'Run up, down and up again on a copy of the real database by hand.',
    }
  const rows = dependsOnRows(failure)
  const finding = introduce({
    ruleId: code,
    level: rows ? 'warning' : 'error',
    path: failure.path,
    line: failure.line,
    subject: failure.error.message,
    proof: rows ? 'depends-on-data' : 'proven',
    message: explain(failure),
    remedy: rows
      ? 'Make the down migration deal with the rows that the application may have written by then.'
      : 'Correct the down migration and try it on a database that has the change.',
  })
  return {
    status: rows ? 'ask' : 'fail',
    code: rows ? 'depends-on-data' : code,
    message,
    findings: [finding],
    next: finding.remedy,
  }
}

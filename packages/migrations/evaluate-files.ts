import { counted } from '@operator/report'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import type { HistorySnapshot } from './snapshot.ts'

/** Order, duplicates, edits of merged files, journals; and whether each file is SQL at all. */
export function evaluateFiles(history: HistorySnapshot): Part {
  const foreign = history.dialect !== 'postgresql' && history.dialect !== 'unknown'
  const findings = [
    ...history.problems.map((problem) =>
      introduce({ ...problem, subject: problem.message, proof: 'static' }),
    ),
    ...history.unparsed
      .filter(({ kind }) => kind === 'refused')
      .map(({ path, line, message, direction }) =>
        introduce({
          ruleId: 'syntax-error',
          level: 'error',
          path,
          line,
          subject: direction,
          proof: 'proven',
          message: `PostgreSQL cannot parse the ${direction} script: ${message}.`,
          remedy: `Correct the SQL of ${path}.`,
        }),
      ),
  ]
  const where = `${history.tool} in ${history.directory || 'the root'}`
  const errors = findings.filter(({ level }) => level === 'error')
  if (errors[0]) {
    return {
      status: 'fail',
      code: errors[0].ruleId,
      message: `${where}: ${errors[0].message}`,
      findings,
      next: errors[0].remedy,
    }
  }
  const deleted = findings.find(({ ruleId }) => ruleId === 'deleted-applied-migration')
  const [unreadable] = history.unparsed
  if (unreadable) {
    const message = `${unreadable.path} could not be read as SQL: ${unreadable.message}.`
    return {
      status: 'unknown',
      code: 'not-plain-sql',
      message,
      findings,
      next: 'Review this migration by hand.',
    }
  }
  if (deleted) {
    const removed = findings.filter(({ ruleId }) => ruleId === deleted.ruleId).length
    return {
      status: 'ask',
      code: deleted.ruleId,
      message: `${where}: the change removes ${counted(removed, 'merged migration')}, so a new database will no longer equal an old one.`,
      findings,
      next: 'Someone who knows every database that has run them must agree.',
    }
  }
  const rollback = findings.find(({ ruleId }) => ruleId === 'edited-rollback')
  if (rollback) {
    return {
      status: 'ask',
      code: rollback.ruleId,
      message: `${where}: ${rollback.message}`,
      findings,
      next: rollback.remedy,
    }
  }
  const count = history.added.length
  const read = foreign ? 'in order (their SQL was not read: not PostgreSQL)' : 'in order'
  return {
    status: 'pass',
    code: 'in-order',
    message: `${where}: ${counted(count, 'new migration')}, ${read}.`,
    findings,
    evidence: [
      {
        fact: `${history.baseVersions} merged and ${counted(count, 'new migration')} in ${history.directory || 'the root'}`,
        source: `git, in the order of ${history.tool}`,
      },
    ],
  }
}

import type { RowSecurityFacts } from '@operator/rehearsal'
import { counted } from '@operator/report'
import { introduce } from './introduce.ts'
import type { Part } from './part.ts'
import { findAccessChanges } from './row-security/changes.ts'
import { findSights } from './row-security/sights.ts'
import type { HistorySnapshot } from './snapshot.ts'
import { whyNotRehearsed } from './why-not-rehearsed.ts'

/** Whether somebody reaches rows after the change that were out of reach before: by the catalog, and by looking. */
export function evaluateRowSecurity(history: HistorySnapshot, major: number): Part {
  if (history.added.length === 0)
    return { status: 'not-applicable', code: 'nothing-new', message: 'The change adds no migration.' }
  const unable = whyNotRehearsed(history, major)
  if (unable) return unable
  const log = history.rehearsal.kind === 'rehearsed' ? history.rehearsal.log : undefined
  const facts = log?.rowSecurity
  if (log === undefined || facts === undefined)
    return unknown('not-rehearsed', 'the migrations did not apply')
  if (log.skipped.length > 0)
    return unknown('base-not-replayable', 'the merged migrations do not all run here')
  if (!guarded(facts))
    return {
      status: 'not-applicable',
      code: 'no-row-security',
      message: 'No table has row-level security, before or after the change.',
    }
  const path = history.added.at(-1)?.path ?? history.directory
  const findings = [...findAccessChanges(facts), ...findSights(facts)].map((change) =>
    introduce({ ...change, path, proof: log.engine.major === major ? 'proven' : 'static' }),
  )
  const evidence = [
    {
      fact: `${counted(facts.seen.length, 'look')} at ${counted(new Set(facts.seen.map(({ table }) => table)).size, 'table')} with SET ROLE, before and after`,
      source: `${log.engine.name}, PostgreSQL ${log.engine.version}`,
    },
  ]
  const worst =
    findings.find(({ level }) => level === 'error') ?? findings.find(({ level }) => level === 'warning')
  if (worst === undefined)
    return {
      status: 'pass',
      code: 'row-security-kept',
      message: 'Nobody sees more rows than before, and no table lost its row-level security.',
      findings,
      evidence,
    }
  return {
    status: worst.level === 'error' ? 'fail' : 'ask',
    code: worst.ruleId,
    message: worst.message,
    findings,
    evidence,
    next: worst.remedy,
  }
}

function guarded({ before, after }: RowSecurityFacts): boolean {
  return [...before, ...after].some(({ rowSecurity, policies }) => rowSecurity || policies.length > 0)
}

function unknown(code: string, why: string): Part {
  return {
    status: 'unknown',
    code,
    message: `Whether row-level security holds is not known: ${why}.`,
    next: 'Review policies and grants by hand.',
  }
}

import { counted, listed } from '@operator/report'
import type { Part } from '../part.ts'
import { findingOf } from './finding.ts'
import type { LiveRead, LiveSnapshot } from './snapshot.ts'
import { versionTables } from './version-tables/index.ts'

const nameTable = 'Name the table of the migration tool in migrations.live.version-table.'

/** What the tool's own books say: nothing half-applied, nothing unknown, no gap, and afterwards nothing pending. */
export function evaluateVersions({ phase, migrations }: LiveSnapshot, live: LiveRead): Part {
  const { versions } = live
  switch (versions.kind) {
    case 'unread':
      return {
        status: 'unknown',
        code: 'versions-unread',
        message: `The table ${versions.table} of the migration tool could not be read: ${versions.why}.`,
        next: `Grant SELECT on ${versions.table} to the role of live-database-url.`,
      }
    case 'several':
      return {
        status: 'unknown',
        code: 'several-version-tables',
        message: `The live database has several tables of the migration tool: ${listed(versions.tables, 4)}.`,
        next: nameTable,
      }
    case 'none':
      return evaluateNone(phase, migrations, versions)
    case 'read':
      return evaluateRead(phase, versions, live)
  }
}

function evaluateNone(
  phase: LiveSnapshot['phase'],
  { tool = 'the migration tool' }: LiveSnapshot['migrations'],
  { empty, others }: Extract<LiveRead['versions'], { kind: 'none' }>,
): Part {
  if (empty && phase === 'before')
    return {
      status: 'pass',
      code: 'empty-database',
      message: 'The live database has no table yet: every migration is pending.',
    }
  const found = others.length === 0 ? '' : ` There is ${listed(others, 3)}, which another tool writes.`
  return {
    status: 'unknown',
    code: 'no-version-table',
    message: `Which migrations are applied is not known: ${tool} has no table in the live database.${found}`,
    next: nameTable,
  }
}

function evaluateRead(
  phase: LiveSnapshot['phase'],
  versions: Extract<LiveRead['versions'], { kind: 'read' }>,
  { comparison }: LiveRead,
): Part {
  const { rows, table, tool } = versions
  const kind = versionTables.find(({ tools }) => tools.includes(tool))
  const bad = rows.find(({ state }) => state !== 'applied')
  if (bad) {
    const detail = bad.detail === undefined ? '' : ` (${bad.detail.replace(/\s+/g, ' ').trim()})`
    const how = bad.state === 'failed' ? 'failed half-way' : 'was started and never finished'
    const message = `${tool} says that the migration ${bad.key} ${how}${detail}: ${table}.`
    const at = comparison?.known.findIndex(({ key }) => key === bad.key) ?? -1
    const previous = comparison?.known[at - 1]?.key
    const remedy =
      `${kind?.wayOut(bad, previous) ?? ''} Change nothing in production by hand that no migration says.`.trim()
    return {
      status: 'fail',
      code: 'half-applied',
      message,
      findings: [findingOf({ ruleId: 'half-applied', level: 'error', message, remedy, subject: bad.key })],
      next: remedy,
    }
  }
  if (versions.locked) {
    const by = versions.locked.detail === undefined ? '' : ` (${versions.locked.detail})`
    return {
      status: 'fail',
      code: 'migration-locked',
      message: `${tool} holds its lock${by}: a migration is running, or one was killed.`,
      next: kind?.lock?.wayOut ?? 'Wait until no migration is running.',
    }
  }
  if (comparison === undefined && phase === 'before')
    return {
      status: 'pass',
      code: 'clean',
      message: `Nothing is half-applied (${table}); what is pending is known only to ${tool}.`,
    }
  if (comparison === undefined)
    return {
      status: 'unknown',
      code: 'repository-versions-unknown',
      message: `${table} is clean, and which migrations the commit has is known only to ${tool}.`,
      next: `Ask ${tool} for its status by hand.`,
    }
  const { gaps, pending, unknown } = comparison
  const findings = [
    ...unknown.map(({ key }) =>
      findingOf({
        ruleId: 'unknown-version',
        level: 'warning',
        message: `The migration ${key} is applied, and this commit does not have it.`,
        remedy: 'Find out where it came from: another branch, a newer release, or a file that was deleted.',
        subject: key,
      }),
    ),
    ...gaps.map(({ key, path }) =>
      findingOf({
        ruleId: 'version-gap',
        level: 'warning',
        message: `The migration ${path} is not applied, although newer ones are.`,
        remedy: `Check that ${tool} applies it at all, and that it still fits what is there.`,
        subject: key,
      }),
    ),
  ]
  if (phase === 'verify' && pending.length > 0) {
    const first = pending.map(({ path }) => path)
    return {
      status: 'fail',
      code: 'not-applied',
      message: `${counted(pending.length, 'migration')} of this commit ${pending.length === 1 ? 'is' : 'are'} not applied: ${listed(first, 3)}.`,
      findings,
      next: `Look at the log of ${tool}, and run it again once it is clear why.`,
    }
  }
  const [first] = findings
  if (first)
    return { status: 'ask', code: first.ruleId, message: first.message, findings, next: first.remedy }
  const applied = counted(comparison.applied.length, 'migration')
  return {
    status: 'pass',
    code: phase === 'verify' ? 'all-applied' : 'clean',
    message:
      phase === 'verify'
        ? `${comparison.applied.length === 1 ? 'The one migration of this commit is' : `All ${applied} of this commit are`} applied, says ${table}.`
        : `${applied} applied, ${
            pending.length === 0
              ? 'none pending'
              : `pending: ${listed(
                  pending.map(({ path }) => path),
                  4,
                )}`
          }; nothing is half-applied (${table}).`,
  }
}

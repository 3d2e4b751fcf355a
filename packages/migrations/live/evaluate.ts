import { type CheckOutcome, type Evidence, listed } from '@operator/report'
import type { Part } from '../part.ts'
import { describeAll, evaluateDrift } from './evaluate-drift.ts'
import { evaluateRows } from './evaluate-rows.ts'
import { evaluateUnsound } from './evaluate-unsound.ts'
import { evaluateVersions } from './evaluate-versions.ts'
import { joinLive } from './join.ts'
import type { LiveRead, LiveSnapshot } from './snapshot.ts'

/** Whether the real migration may start, or whether it did what was rehearsed. Pure. */
export function evaluateLive(snapshot: LiveSnapshot): CheckOutcome {
  const id = snapshot.phase === 'before' ? 'migration-guard/live-state' : 'migration-guard/verify'
  const { live } = snapshot
  if (live.kind === 'not-given') return joinLive(id, [notGiven(snapshot)], [])
  if (live.kind === 'unreachable')
    return joinLive(id, [{ status: 'unknown', code: live.code, message: live.message, next: live.next }], [])
  const parts =
    snapshot.phase === 'before'
      ? [evaluateVersions(snapshot, live), ...evaluateUnsound(live).map(asOld), describeOld(live)]
      : [
          ...evaluateUnsound(live),
          evaluateVersions(snapshot, live),
          evaluateRows(live, snapshot.record),
          evaluateDrift(live, snapshot.record),
        ]
  return joinLive(id, parts, describeServer(live))
}

function notGiven({ migrations, phase }: LiveSnapshot): Part {
  return migrations.kind === 'none'
    ? {
        status: 'not-applicable',
        code: 'no-migrations',
        message: 'The commit has no migrations, and no live-database-url was given.',
      }
    : {
        status: 'unknown',
        code: 'no-live-database-url',
        message: `phase: ${phase} looks at the live database, and its address was not given.`,
        next: 'Give live-database-url, with a role that may only read.',
      }
}

/** What differs before the migration is old: it is told, and does not hold anything up. */
function describeOld({ drift, versions }: LiveRead): Part {
  if (drift.kind === 'unknown')
    return {
      status: 'not-applicable',
      code: drift.code,
      message: `Whether the live schema is what its migrations make was not compared: ${drift.message}`,
    }
  const findings = describeAll(drift.differences, () => true)
  const count = findings.filter(({ level }) => level !== 'note').length
  const half = versions.kind === 'read' ? versions.rows.find(({ state }) => state !== 'applied') : undefined
  const things = count === 1 ? 'one thing' : `${count} things`
  return {
    status: 'pass',
    code: count === 0 ? 'schema-as-rehearsed' : 'schema-differs-already',
    message:
      count === 0
        ? 'The live schema is what its migrations make.'
        : half === undefined
          ? `The live schema differs from what its migrations make in ${things}, which the rehearsal did not know.`
          : `Compared with what the migrations up to ${half.key} make, the live schema differs in ${things}: what it did not get to.`,
    findings,
  }
}

function asOld(part: Part): Part {
  const findings = part.findings?.map((finding) => ({ ...finding, state: 'existing' as const }))
  return { ...part, status: 'pass', ...(findings && { findings }) }
}

function describeServer({
  rows,
  server: { couldWrite, identity, major, role, standby },
}: LiveRead): Evidence[] {
  const source = 'live database'
  const facts = [
    `PostgreSQL ${major}, database ${identity.split('/')[0]}, read as ${role} in a read-only session`,
  ]
  if (couldWrite !== undefined)
    facts.push(
      `${role} could write, as ${couldWrite}: give live-database-url a role that has pg_read_all_data and nothing else`,
    )
  if (standby) facts.push('it is a standby, so what was seen may be older than what is')
  const unread = rows.flatMap((count) => (count.kind === 'unread' ? [`${count.table}: ${count.why}`] : []))
  if (unread.length > 0) facts.push(`rows that were not counted: ${listed(unread, 3)}`)
  return facts.map((fact) => ({ fact, source }))
}

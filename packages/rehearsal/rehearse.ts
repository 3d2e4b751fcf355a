import { z } from 'zod'
import { compareCatalogs, findTakenAway, readCatalog } from './catalog.ts'
import { compareRows } from './compare-rows.ts'
import { type Engine, quoteIdentifier, type Session, toSqlError } from './database.ts'
import type { FailedStatement, Phase, RehearsalLog } from './log.ts'
import type { RehearsalPlan } from './plan.ts'
import { replay } from './replay.ts'
import { watchAccess } from './row-security.ts'
import { readRows, type TableRows } from './rows.ts'
import { runMeasured } from './run.ts'
import { seedTables } from './seed.ts'
import { type Runner, resetSession } from './session.ts'

/** Errors of the statement itself, whatever rows there are: undefined or existing objects, what no transaction allows, and the like. */
const rowsDoNotMatter = /^(42|0A|58|25001|2BP01|55P04|$)/

type RoundTrip = Pick<
  RehearsalLog,
  | 'tables'
  | 'measurements'
  | 'up'
  | 'down'
  | 'again'
  | 'takenAway'
  | 'catalogs'
  | 'afterDown'
  | 'afterAgain'
  | 'rowSecurity'
  | 'lostByUp'
  | 'lostByRoundTrip'
>

const versionRow = z.object({ version: z.string(), number: z.coerce.number() })

/** Base, rows, up, down, up: the whole rehearsal of one plan on a fresh database. */
export async function rehearse(
  { name, start }: Pick<Engine, 'name' | 'start'>,
  plan: RehearsalPlan,
  onProgress: (at: string) => void,
): Promise<RehearsalLog> {
  const started = performance.now()
  const database = await start()
  const [server] = await database.read(
    "select current_setting('server_version') as version, current_setting('server_version_num') as number",
    versionRow,
  )
  const { skipped, runner } = await prepare({ database, onProgress }, plan)
  onProgress('making rows')
  const seeding = await seedTables(database.inspector)
  const first = await roundTrip(runner, plan)
  await database.close()
  const failure = firstFailure(first)
  const failedOnRows = failure && !rowsDoNotMatter.test(failure.failure.error.code) ? failure : undefined
  const kept = failedOnRows
    ? await retry(start, plan, onProgress, first, failedOnRows.phase)
    : { trip: first, withRows: true }
  return {
    engine: {
      name,
      major: Math.floor((server?.number ?? 0) / 10_000),
      version: server?.version.split(' ')[0] ?? '',
    },
    baseScripts: plan.base.length,
    skipped,
    seededTables: seeding.seeded,
    unseeded: seeding.unseeded,
    ...(failedOnRows && { failedOnRows }),
    ...(plan.actingRole && database.actAs && { actedAs: plan.actingRole.role }),
    ...kept.trip,
    withRows: kept.withRows,
    milliseconds: Math.round(performance.now() - started),
  }
}

interface Kept {
  readonly trip: RoundTrip
  /** Whether what it says of rows was measured on any. */
  readonly withRows: boolean
}

/** What failed with demanding rows may pass with plain ones, or without any; what was measured before that still counts. */
async function retry(
  start: Engine['start'],
  plan: RehearsalPlan,
  onProgress: (at: string) => void,
  first: RoundTrip,
  phase: 'up' | 'down' | 'again',
): Promise<Kept> {
  const once = async (rows: 'plain' | 'none'): Promise<RoundTrip> => {
    const { runner } = await prepare({ database: await start(), onProgress }, plan)
    if (rows === 'plain') await seedTables(runner.database.inspector, rows)
    onProgress(rows === 'plain' ? 'again, with plain rows' : 'again, without rows')
    const trip = await roundTrip(runner, plan)
    await runner.database.close()
    return trip
  }
  const second = await once('plain')
  const withRows = phase === 'up' ? second : first
  if (firstFailure(second) === undefined) return { trip: keepRows(second, withRows), withRows: true }
  const third = await once('none')
  const best = [third, second].find(({ up }) => up.result === 'done') ?? third
  const measured = withRows.up.result === 'done'
  return { trip: measured ? keepRows(best, withRows) : best, withRows: measured }
}

/** The phases of one round trip with what another one says of rows. */
function keepRows(
  trip: RoundTrip,
  { tables, measurements, rowSecurity, lostByUp, lostByRoundTrip }: RoundTrip,
): RoundTrip {
  return {
    ...trip,
    tables,
    measurements,
    rowSecurity: rowSecurity ?? trip.rowSecurity,
    lostByUp,
    lostByRoundTrip,
  }
}

function firstFailure(trip: RoundTrip): RehearsalLog['failedOnRows'] {
  for (const phase of ['up', 'down', 'again'] as const) {
    const result = trip[phase]
    if (result.result === 'failed') return { phase, failure: result.failure }
  }
  return undefined
}

interface Prepared {
  readonly skipped: FailedStatement[]
  /** What the change runs in. */
  readonly runner: Runner
}

async function prepare(runner: Runner, plan: RehearsalPlan): Promise<Prepared> {
  const { database } = runner
  const skipped: FailedStatement[] = []
  const attempt = async (session: Session, sql: string) => {
    try {
      await session.run(sql)
    } catch (error) {
      skipped.push({
        path: '(before the first migration)',
        line: 1,
        statement: 0,
        error: toSqlError(error),
      })
    }
  }
  for (const role of plan.roles) await attempt(database.inspector, createRole(role, database.limitedRole))
  if (plan.prelude !== undefined) await attempt(database, plan.prelude)
  await resetSession(database)
  for (const script of plan.base) skipped.push(...(await replay(runner, script)))
  if (plan.actingRole === undefined) return { skipped, runner }
  if (database.actAs === undefined) {
    const message = `only a native server can act as ${plan.actingRole.role}: leave migrations.engine at auto`
    skipped.push({ path: 'migrations.role', line: 1, statement: 0, error: { code: '', message } })
    return { skipped, runner }
  }
  skipped.push(...(await database.actAs(plan.actingRole)))
  // What production's role may not do, it may not do there either.
  return { skipped, runner: { ...runner, database: { ...database, limitedRole: undefined } } }
}

/** Whoever migrates production can act as its roles, or their migrations would not work there. */
function createRole(role: string, limitedRole: string | undefined): string {
  const name = quoteIdentifier(role)
  const grant =
    limitedRole === undefined ? '' : `; grant ${name} to ${quoteIdentifier(limitedRole)} with admin option`
  return `create role ${name}${grant}`
}

async function roundTrip(runner: Runner, plan: RehearsalPlan): Promise<RoundTrip> {
  const { inspector } = runner.database
  const catalog0 = await readCatalog(inspector)
  const rows0 = await readRows(inspector)
  const access = await watchAccess(inspector)
  const ups = plan.change.map(({ up }) => up)
  const { measurements, failure } = await runMeasured(runner, ups, plan.scope)
  const nothing = { afterDown: [], afterAgain: [], lostByUp: [], lostByRoundTrip: [] }
  const shared = { ...nothing, tables: rows0.map(toTable), measurements }
  if (failure) {
    const why = notRun('the migrations did not apply')
    return { ...shared, up: failed(failure), down: why, again: why }
  }
  const catalog1 = await readCatalog(inspector)
  const applied = {
    ...shared,
    up: done,
    ...(plan.catalogs && { catalogs: { before: catalog0, after: catalog1 } }),
    takenAway: findTakenAway(catalog0, catalog1),
    rowSecurity: await access.compare(),
    lostByUp: compareRows(rows0, await readRows(inspector), 'identity'),
  }
  const downs = plan.change.flatMap(({ down }) => (down ? [down] : [])).reverse()
  if (downs.length < plan.change.length) {
    const why = notRun('not every migration of the change has a down script')
    return { ...applied, down: why, again: why }
  }
  // Rolling back is one step per migration in every tool, also where applying is one transaction.
  const back = await runMeasured(runner, downs, 'script')
  if (back.failure) {
    return { ...applied, down: failed(back.failure), again: notRun('the rollback failed') }
  }
  const returned = {
    ...applied,
    down: done,
    afterDown: compareCatalogs(catalog0, await readCatalog(inspector)),
    lostByRoundTrip: compareRows(rows0, await readRows(inspector), 'name'),
  }
  const second = await runMeasured(runner, ups, plan.scope)
  if (second.failure) return { ...returned, again: failed(second.failure) }
  return { ...returned, again: done, afterAgain: compareCatalogs(catalog1, await readCatalog(inspector)) }
}

const done: Phase = { result: 'done' }

function failed(failure: FailedStatement): Phase {
  return { result: 'failed', failure }
}

function notRun(why: string): Phase {
  return { result: 'not-run', why }
}

function toTable({ name, rows, columns }: TableRows): RehearsalLog['tables'][number] {
  return {
    name,
    rows,
    columns: columns.map(({ name: column, type, filled, distinct }) => ({
      name: column,
      type,
      filled,
      distinct,
    })),
  }
}

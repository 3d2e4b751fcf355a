import { type Catalog, compareCatalogs, readCatalog } from './catalog.ts'
import { type Database, quoteIdentifier, toSqlError } from './database.ts'
import type { CatalogDifference, FailedStatement, Phase, RehearsalLog } from './log.ts'
import type { RehearsalPlan } from './plan.ts'
import { compareRows, readRows } from './rows.ts'
import { type Runner, replay, resetSession, runMeasured } from './run.ts'
import { seedTables } from './seed.ts'

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation): other rows may well pass. */
const dependsOnRows = /^2[23]/

type RoundTrip = Pick<
  RehearsalLog,
  | 'tables'
  | 'measurements'
  | 'up'
  | 'down'
  | 'again'
  | 'afterDown'
  | 'afterAgain'
  | 'lostByUp'
  | 'lostByRoundTrip'
>

/** Base, rows, up, down, up: the whole rehearsal of one plan on a fresh database. */
export async function rehearse(
  database: Database,
  engine: RehearsalLog['engine'],
  plan: RehearsalPlan,
  onProgress: (at: string) => void,
): Promise<RehearsalLog> {
  const started = performance.now()
  const skipped = await prepare({ database, onProgress }, plan)
  const empty = await database.copy()
  onProgress('seeding the tables')
  const seeding = await seedTables(database)
  let trip = await roundTrip({ database, onProgress }, plan)
  let failedOnRows: FailedStatement | undefined
  const failure = failureOf(trip.up) ?? failureOf(trip.down) ?? failureOf(trip.again)
  if (failure && dependsOnRows.test(failure.error.code)) {
    failedOnRows = failure
    onProgress('again, without rows')
    await database.close()
    const second = await empty()
    trip = await roundTrip({ database: second, onProgress }, plan)
  }
  return {
    engine,
    baseScripts: plan.base.length,
    skipped,
    seededTables: seeding.seeded,
    unseeded: seeding.unseeded,
    ...(failedOnRows && { failedOnRows }),
    ...trip,
    milliseconds: Math.round(performance.now() - started),
  }
}

function failureOf(phase: Phase): FailedStatement | undefined {
  return phase.result === 'failed' ? phase.failure : undefined
}

async function prepare(runner: Runner, plan: RehearsalPlan): Promise<FailedStatement[]> {
  const { database } = runner
  const skipped: FailedStatement[] = []
  for (const sql of [
    ...plan.roles.map((role) => `create role ${quoteIdentifier(role)}`),
    plan.prelude ?? '',
  ]) {
    if (sql === '') continue
    try {
      await database.run(sql)
    } catch (error) {
      skipped.push({
        path: '(before the first migration)',
        line: 1,
        error: toSqlError(error),
      })
    }
  }
  await resetSession(database)
  for (const script of plan.base) skipped.push(...(await replay(runner, script)))
  return skipped
}

async function roundTrip(runner: Runner, plan: RehearsalPlan): Promise<RoundTrip> {
  const { database } = runner
  const catalog0 = await readCatalog(database)
  const rows0 = await readRows(database)
  const tables = rows0.map(({ name, rows }) => ({ name, rows }))
  const ups = plan.change.map(({ up }) => up)
  const first = await runMeasured(runner, ups, plan.scope)
  const nothing = { afterDown: [], afterAgain: [], lostByUp: [], lostByRoundTrip: [] }
  const { measurements } = first
  if (first.failure) {
    const why = notRun('the migrations did not apply')
    return {
      tables,
      measurements,
      up: { result: 'failed', failure: first.failure },
      down: why,
      again: why,
      ...nothing,
    }
  }
  const up: Phase = { result: 'done' }
  const catalog1 = await readCatalog(database)
  const lostByUp = compareRows(rows0, await readRows(database), 'identity')
  const downs = plan.change.flatMap(({ down }) => (down ? [down] : [])).reverse()
  if (downs.length < plan.change.length) {
    const why = notRun('not every migration of the change has a down script')
    return { tables, measurements, up, down: why, again: why, ...nothing, lostByUp }
  }
  // Rolling back is one step per migration in every tool, also where applying is one transaction.
  const back = await runMeasured(runner, downs, 'script')
  if (back.failure) {
    return {
      tables,
      measurements,
      up,
      down: { result: 'failed', failure: back.failure },
      again: notRun('the rollback failed'),
      ...nothing,
      lostByUp,
    }
  }
  const afterDown = compareCatalogs(catalog0, await readCatalog(database))
  const lostByRoundTrip = compareRows(rows0, await readRows(database), 'name')
  const second = await runMeasured(runner, ups, plan.scope)
  const shared = {
    tables,
    measurements,
    up,
    down: { result: 'done' } as const,
    afterDown,
    lostByUp,
    lostByRoundTrip,
  }
  if (second.failure)
    return { ...shared, again: { result: 'failed', failure: second.failure }, afterAgain: [] }
  return { ...shared, again: { result: 'done' }, afterAgain: await compareWith(database, catalog1) }
}

async function compareWith(database: Database, before: Catalog): Promise<CatalogDifference[]> {
  return compareCatalogs(before, await readCatalog(database))
}

function notRun(why: string): Phase {
  return { result: 'not-run', why }
}

import type { Database, Notice } from './database.ts'
import type { FailedStatement, Measurement } from './log.ts'
import { type Relation, type RelationWatch, readRelations, readWork, watchRelations } from './observe.ts'
import type { Script } from './plan.ts'
import { beginPhase, type Runner, resetSession, send, toFailure } from './session.ts'

const lockOrder = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
]

export interface Measured {
  readonly measurements: readonly Measurement[]
  readonly failure: FailedStatement | undefined
}

/** Runs scripts statement by statement under their tool's transactions; stops at the first failure, as the tool would. */
export async function runMeasured(
  runner: Runner,
  scripts: readonly Script[],
  scope: 'script' | 'set',
): Promise<Measured> {
  const { database, onProgress } = runner
  await beginPhase(database)
  const before = new Map((await readRelations(database)).map((relation) => [relation.oid, relation]))
  const watch = watchRelations(database)
  const measurements: Measurement[] = []
  if (scope === 'set') await database.run('begin')
  for (const script of scripts) {
    const wrapped = scope === 'script' && script.transaction !== 'none'
    if (wrapped) await database.run('begin')
    let open = wrapped || scope === 'set'
    for (const [index, { kind, line }] of script.statements.entries()) {
      onProgress(`${script.path}:${line}`)
      try {
        const measured = await measure({ database, before, watch }, script, index, open)
        if (kind === 'ordinary' || kind === 'alone') measurements.push(measured)
        if (kind === 'begin') open = true
        if (kind === 'commit' || kind === 'rollback') {
          open = script.transaction === 'query'
          if (open) await database.run('begin')
        }
      } catch (error) {
        const failure = toFailure(database, script, index, error)
        await resetSession(database)
        return { measurements, failure }
      }
    }
    if (scope === 'script') {
      watch.forget()
      const failure = await commit(database, script)
      if (failure) return { measurements, failure }
    }
  }
  const last = scripts.at(-1)
  if (scope === 'set' && last) {
    const failure = await commit(database, last)
    if (failure) return { measurements, failure }
  }
  return { measurements, failure: undefined }
}

/** Deferred constraints are checked only now. COMMIT outside a transaction is a mere warning. */
async function commit(database: Database, script: Script): Promise<FailedStatement | undefined> {
  try {
    await database.run('commit')
  } catch (error) {
    return toFailure(database, script, script.statements.length - 1, error)
  } finally {
    await resetSession(database)
  }
  return undefined
}

interface Measuring {
  readonly database: Database
  /** What there was before the first script. */
  readonly before: ReadonlyMap<number, Relation>
  readonly watch: RelationWatch
}

async function measure(
  { database, before, watch }: Measuring,
  script: Script,
  index: number,
  open: boolean,
): Promise<Measurement> {
  const statement = script.statements[index]
  if (statement === undefined) throw new Error(`There is no statement ${index} in ${script.path}.`)
  const notices: Notice[] = []
  const own = !open && statement.kind === 'ordinary'
  if (own) {
    watch.forget()
    await database.run('begin')
  }
  const held = await watch.held()
  await database.run('set client_min_messages = debug1')
  const started = performance.now()
  await send(database, statement, (notice) => notices.push(notice))
  const milliseconds = performance.now() - started
  await database.run('reset client_min_messages')
  const after = await watch.look()
  if (own) {
    watch.forget()
    await database.run('commit')
  }

  const heldLocks = new Map(held.map(({ oid, locks }) => [oid, locks]))
  const files = new Map(held.map(({ oid, fileNode }) => [oid, fileNode]))
  const work = readWork(notices)
  const resolve = resolver(before, held, after)
  const moved = after.filter(
    ({ oid, kind, fileNode }) =>
      (kind === 'r' || kind === 'm') && before.has(oid) && files.get(oid) !== fileNode,
  )
  return {
    path: script.path,
    line: statement.line,
    statement: index,
    milliseconds: Math.round(milliseconds * 10) / 10,
    locks: after.flatMap(({ oid, locks }) => {
      const old = before.get(oid)
      const fresh = locks.filter((mode) => !heldLocks.get(oid)?.includes(mode))
      const mode = fresh.sort((a, b) => lockOrder.indexOf(b) - lockOrder.indexOf(a))[0]
      return old && mode !== undefined ? [{ relation: old.name, mode }] : []
    }),
    locksKnown: statement.kind === 'ordinary',
    rewritten: [
      ...new Set([
        ...resolve(work.rewritten),
        ...moved.map(({ oid, name }) => before.get(oid)?.name ?? name),
      ]),
    ],
    scanned: resolve(work.scanned),
    built: resolve(work.built),
    validated: work.validated,
  }
}

/**
 * PostgreSQL's messages name a table as it is called now and without its schema. This gives the name that it had before the
 * change, of locked ones where several share a name, and nothing for tables of the change itself.
 */
function resolver(
  before: ReadonlyMap<number, Relation>,
  held: readonly Relation[],
  after: readonly Relation[],
): (names: readonly string[]) => string[] {
  const locked = new Set(after.filter(({ locks }) => locks.length > 0).map(({ oid }) => oid))
  return (names) =>
    names.flatMap((bare) => {
      const called = held.filter(({ oid, name }) => before.has(oid) && name.split('.').at(-1) === bare)
      const likely = called.filter(({ oid }) => locked.has(oid))
      return (likely.length > 0 ? likely : called).flatMap(({ oid }) => before.get(oid)?.name ?? [])
    })
}

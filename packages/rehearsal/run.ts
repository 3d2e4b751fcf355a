import { type Database, type Notice, toSqlError } from './database.ts'
import type { FailedStatement, Measurement } from './log.ts'
import { type Relation, readRelations, readWork } from './observe.ts'
import type { PlannedStatement, Script } from './plan.ts'

export interface Runner {
  readonly database: Database
  readonly onProgress: (at: string) => void
}

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

/** What one migration leaves set in its session must not reach the next: every deployment has a session of its own. */
export async function resetSession(database: Database): Promise<void> {
  await database.run('rollback; reset session authorization; reset role; reset all')
}

/** Applies a script in one go, without measuring. */
export async function replay({ database, onProgress }: Runner, script: Script): Promise<FailedStatement[]> {
  onProgress(script.path)
  const plain = script.statements.every(({ kind }) => kind === 'ordinary')
  try {
    if (plain) {
      const text = script.statements.map(({ sql }) => sql).join('\n;\n')
      if (text !== '')
        await database.run(script.transaction === 'script' ? `begin;\n${text}\n;\ncommit` : text)
      return []
    }
  } catch {
    // Said below, by the statement that fails.
    await resetSession(database)
  } finally {
    if (plain) await resetSession(database)
  }
  const failures: FailedStatement[] = []
  for (const statement of script.statements) {
    if (statement.kind !== 'ordinary' && statement.kind !== 'alone') continue
    try {
      await database.run(statement.sql)
    } catch (error) {
      failures.push(toFailure(script, statement, error))
    }
  }
  await resetSession(database)
  return failures
}

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
  const before = new Map((await readRelations(database)).map((relation) => [relation.oid, relation]))
  const measurements: Measurement[] = []
  if (scope === 'set') await database.run('begin')
  for (const script of scripts) {
    const wrapped = scope === 'script' && script.transaction === 'script'
    if (wrapped) await database.run('begin')
    let open = wrapped || scope === 'set'
    for (const statement of script.statements) {
      onProgress(`${script.path}:${statement.line}`)
      try {
        const measured = await measure(database, before, script, statement, open)
        if (statement.kind === 'ordinary' || statement.kind === 'alone') measurements.push(measured)
      } catch (error) {
        const failure = toFailure(script, statement, error)
        await resetSession(database)
        return { measurements, failure }
      }
      if (statement.kind === 'begin') open = true
      if (statement.kind === 'commit' || statement.kind === 'rollback') open = false
    }
    if (scope === 'script') {
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
    return undefined
  } catch (error) {
    return toFailure(script, script.statements.at(-1) ?? { sql: 'commit', line: 1, kind: 'commit' }, error)
  } finally {
    await resetSession(database)
  }
}

async function measure(
  database: Database,
  before: ReadonlyMap<number, Relation>,
  script: Script,
  statement: PlannedStatement,
  open: boolean,
): Promise<Measurement> {
  const notices: Notice[] = []
  const own = !open && statement.kind === 'ordinary'
  if (own) await database.run('begin')
  const held = await readRelations(database)
  await database.run('set client_min_messages = debug1')
  const started = performance.now()
  await database.run(statement.sql, (notice) => notices.push(notice))
  const milliseconds = performance.now() - started
  await database.run('reset client_min_messages')
  const after = await readRelations(database)
  if (own) await database.run('commit')

  const heldLocks = new Map(held.map(({ oid, locks }) => [oid, locks]))
  const files = new Map(held.map(({ oid, fileNode }) => [oid, fileNode]))
  const known = new Set([...before.values()].map(({ name }) => name.split('.').at(-1)))
  const work = readWork(notices)
  const moved = after.filter(
    ({ oid, kind, fileNode }) =>
      (kind === 'r' || kind === 'm') && before.has(oid) && files.get(oid) !== fileNode,
  )
  return {
    path: script.path,
    line: statement.line,
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
        ...work.rewritten.filter((name) => known.has(name)),
        ...moved.map(({ oid, name }) => before.get(oid)?.name ?? name),
      ]),
    ],
    scanned: work.scanned.filter((name) => known.has(name)),
    built: work.built.filter((name) => known.has(name)),
    validated: work.validated,
  }
}

function toFailure(script: Script, statement: PlannedStatement, error: unknown): FailedStatement {
  return {
    path: script.path,
    line: statement.line,
    error: toSqlError(error),
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Range } from '@operator/git'
import type { RecordedRun, Recording } from '@operator/rehearsal'
import type { CommandFailure, OwnCommandAnswer } from './answer.ts'
import { type ComposedHistory, composeHistory } from './compose-history.ts'
import { exportTree } from './export-tree.ts'
import type { CommandEnd, OwnCommands } from './ports.ts'
import { type Candidate, findNamed } from './segments.ts'
import { isMigrations, readTransactions, type SentTransaction } from './transactions.ts'

export interface RecordingRequest {
  readonly range: Range
  readonly commands: OwnCommands
  readonly major: number
  /** Milliseconds for all commands together. */
  readonly timeout: number
  /** Name of the tool, for people. */
  readonly tool: string
  /** Files that the change adds and that may be migrations. */
  readonly candidates: readonly Candidate[]
  /** Files of the base that may be migrations. */
  readonly mergedFiles: readonly Candidate[]
  readonly otherwise: string
}

export interface RecordedAnswer {
  readonly answer: OwnCommandAnswer
  /** Given where something new was sent. */
  readonly history?: ComposedHistory
}

/**
 * Runs the user's migrate command on the base's tree and then on the head's against one recording database, so that the second
 * run sends only what is new, and the rollback command after it.
 */
export async function recordChange(request: RecordingRequest): Promise<RecordedAnswer> {
  const { commands, major } = request
  if (commands.refused) return { answer: { kind: 'refused', ...commands.refused } }
  commands.progress(`starting a PostgreSQL ${major} that records`)
  const opened = await commands.openRecording(major)
  if (opened.kind === 'unavailable') return { answer: opened }
  const folder = await mkdtemp(join(tmpdir(), 'operator-own-'))
  try {
    return await record(request, opened.recording, folder)
  } finally {
    await opened.recording.close()
    await rm(folder, { recursive: true, force: true })
  }
}

type Ran =
  | {
      readonly ok: true
      readonly run: RecordedRun
      readonly transactions: readonly SentTransaction[]
      readonly undone: number
    }
  | { readonly ok: false; readonly answer: OwnCommandAnswer }

async function record(
  request: RecordingRequest,
  recording: Recording,
  folder: string,
): Promise<RecordedAnswer> {
  const { range, commands, tool, candidates, mergedFiles, otherwise } = request
  const deadline = performance.now() + request.timeout
  const run = async (
    which: 'base' | 'head' | 'rollback',
    command: string,
    directory: string,
    waiting: string,
  ) => {
    commands.progress(`${command} on the ${which === 'base' ? 'base' : 'head'}`)
    const ended = await commands.run({
      line: command,
      directory,
      variables: { ...variablesFor(recording), OPERATOR_NEW_MIGRATIONS: waiting },
      timeout: Math.max(deadline - performance.now(), 1),
    })
    const taken = await take(recording)
    if (typeof taken === 'string') return refuse({ kind: 'not-repeatable', which, command, why: taken })
    return judgeRun(which, command, ended, taken)
  }
  const directories = { base: join(folder, 'base'), head: join(folder, 'head') }
  let merged: readonly SentTransaction[] = []
  let own = 0
  let undone = 0
  if (range.base !== null) {
    await exportTree(range.repository, range.base, directories.base)
    const base = await run('base', commands.migrate, directories.base, '')
    if (!base.ok) return { answer: base.answer }
    merged = base.transactions
    own += countOwn(merged)
    undone += base.undone
  }
  await exportTree(range.repository, range.head, directories.head)
  const head = await run('head', commands.migrate, directories.head, '')
  if (!head.ok) return { answer: head.answer }
  own += countOwn(head.transactions)
  undone += head.undone
  const noted = namedBy(head.transactions, candidates, 'up')
  const sent = countMigrations(head.transactions)
  const rollback =
    sent > 0 || noted.length > 0
      ? await rollBack(noted, candidates, commands.rollback, (command, waiting) =>
          run('rollback', command, directories.head, waiting),
        )
      : notGiven
  own += countOwn(rollback.transactions ?? [])
  const history =
    sent > 0 || noted.length > 0
      ? composeHistory({
          tool,
          base: merged,
          head: head.transactions,
          rollback: rollback.transactions,
          candidates,
          mergedFiles,
          otherwise,
        })
      : undefined
  return {
    answer: {
      kind: 'recorded',
      command: commands.migrate,
      statements: sent,
      transactions: head.transactions.filter(({ statements }) => statements.some(isMigrations)).length,
      merged: countMigrations(merged),
      own,
      undone,
      sessions: head.run.sessions,
      covered: history?.covered ?? [],
      rollback: rollback.answer,
      sql: shown(head.transactions),
    },
    ...(history && { history }),
  }
}

/** How tools are told where the database is; libpq, and with it most drivers, reads the PG ones. */
function variablesFor({ login }: Recording): Record<string, string> {
  const { host, port, user, password, database } = login
  return {
    DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${database}`,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password,
    PGDATABASE: database,
    PGSSLMODE: 'disable',
  }
}

/** What was recorded, or why that is not known: a log without end, a session that does not go, a server that is gone. */
async function take(recording: Recording): Promise<RecordedRun | string> {
  try {
    return await recording.take()
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
  }
}

function refuse(answer: OwnCommandAnswer): Ran {
  return { ok: false, answer }
}

async function judgeRun(
  which: 'base' | 'head' | 'rollback',
  command: string,
  ended: CommandEnd,
  run: RecordedRun,
): Promise<Ran> {
  const { end, exitCode, output } = ended
  if (end !== 'exited' || exitCode !== 0) {
    const error = lastError(run)
    return refuse({ kind: 'command-failed', which, command, end, exitCode, output, ...(error && { error }) })
  }
  if (run.statements.length === 0) return refuse({ kind: 'nothing-recorded', which, command, output })
  const read = await readTransactions(run)
  if (read.kind === 'unclear') return refuse({ kind: 'not-repeatable', which, command, why: read.why })
  return { ok: true, run, transactions: read.transactions, undone: read.undone }
}

function lastError({ statements, refused }: RecordedRun): CommandFailure['error'] {
  const failed = statements.findLast(({ error }) => error !== undefined)
  if (failed?.error === undefined) return refused
  return { ...failed.error, sql: failed.sql.slice(0, 2_000) }
}

type Recorded = Extract<OwnCommandAnswer, { readonly kind: 'recorded' }>

interface RolledBack {
  readonly answer: Recorded['rollback']
  readonly transactions: readonly SentTransaction[] | undefined
}

const notGiven: RolledBack = { answer: { kind: 'not-given' }, transactions: undefined }

/** Many tools take back one migration at a time: the command is run until all new ones are taken back, or nothing more is. */
async function rollBack(
  applied: readonly string[],
  candidates: readonly Candidate[],
  command: string | undefined,
  run: (command: string, waiting: string) => Promise<Ran>,
): Promise<RolledBack> {
  if (command === undefined) return notGiven
  const transactions: SentTransaction[] = []
  let left = [...applied].reverse()
  let runs = 0
  do {
    const ran = await run(command, left.join(' '))
    runs += 1
    if (!ran.ok) {
      const { answer } = ran
      if (answer.kind === 'command-failed') return { answer, transactions: undefined }
      const why = answer.kind === 'not-repeatable' ? answer.why : 'no statement of it arrived at the database'
      return { answer: { kind: 'not-repeatable', why }, transactions: undefined }
    }
    transactions.push(...ran.transactions)
    const taken = new Set(namedBy(ran.transactions, candidates, 'down'))
    const still = left.filter((path) => !taken.has(path))
    if (still.length === left.length) break
    left = still
  } while (left.length > 0)
  if (left.length > 0) return { answer: { kind: 'incomplete', left }, transactions: undefined }
  return { answer: { kind: 'recorded', statements: countMigrations(transactions), runs }, transactions }
}

/** Files of the change that the tool noted in its version table, in order. */
function namedBy(
  transactions: readonly SentTransaction[],
  candidates: readonly Candidate[],
  direction: 'up' | 'down',
): string[] {
  const paths = transactions
    .flatMap(({ statements }) => statements)
    .flatMap(({ purpose }) =>
      purpose.kind === 'noted' ? (findNamed(purpose.values, candidates, direction) ?? []) : [],
    )
  return [...new Set(paths)]
}

function countMigrations(transactions: readonly SentTransaction[]): number {
  return transactions.reduce((sum, { statements }) => sum + statements.filter(isMigrations).length, 0)
}

function countOwn(transactions: readonly SentTransaction[]): number {
  return (
    transactions.reduce((sum, { statements }) => sum + statements.length, 0) - countMigrations(transactions)
  )
}

const shownCharacters = 20_000

function shown(transactions: readonly SentTransaction[]): string {
  const text = transactions
    .flatMap(({ statements }) => statements.filter(isMigrations))
    .map(({ sql }) => `${sql};`)
    .join('\n')
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}

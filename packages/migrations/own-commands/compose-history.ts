import type { HistoryChange } from '../compare-histories.ts'
import type { History, Section, Version } from '../tools/tool.ts'
import { directoryOf } from '../tree.ts'
import { findLine } from './find-line.ts'
import { type Candidate, cutSegments, type Segment } from './segments.ts'
import { isMigrations, isRepeated, type SentTransaction } from './transactions.ts'

export interface RecordedChange {
  readonly tool: string
  readonly base: readonly SentTransaction[]
  readonly head: readonly SentTransaction[]
  /** Undefined where no rollback was recorded. */
  readonly rollback: readonly SentTransaction[] | undefined
  /** Files that the change adds. */
  readonly candidates: readonly Candidate[]
  /** Files of the base that may be migrations. */
  readonly mergedFiles: readonly Candidate[]
  /** Where findings are put that belong to no certain file. */
  readonly otherwise: string
}

export interface ComposedHistory {
  readonly pair: HistoryChange
  /** Files whose SQL is in it for certain. */
  readonly covered: readonly string[]
}

/** The recording as the history of a tool, to be judged like one of files. */
export function composeHistory(change: RecordedChange): ComposedHistory {
  const { tool, otherwise } = change
  const head = change.head.filter(hasMigrations)
  const segments = cutSegments(change.head, change.candidates, 'up')
  const separate = segments !== undefined && (head.length === 1 || !spansSeveral(change.head, segments))
  const downs =
    change.rollback && (separate ? cutSegments(change.rollback, change.candidates, 'down') : undefined)
  const scope = separate && segments.length > 1 && head.length === 1 && head[0]?.explicit ? 'set' : 'script'
  // Taken back together, they are applied together: what belongs to which file is not told.
  const joined = !separate || (change.rollback !== undefined && downs === undefined)
  const ups = joined ? [{ path: otherwise, sent: head }] : segments
  const added = ups.map((segment): Version => {
    const text = change.candidates.find(({ path }) => path === segment.path)?.text
    const sent = joined ? change.rollback : downs?.find(({ path }) => path === segment.path)?.sent
    return {
      key: segment.path,
      path: segment.path,
      up: toSection(segment, text),
      down:
        change.rollback === undefined
          ? 'not-run'
          : sent === undefined
            ? 'missing'
            : toSection({ path: segment.path, sent: sent.filter(hasMigrations) }, text),
    }
  })
  const shared = {
    directory: directoryOf(added[0]?.path ?? otherwise),
    tool,
    dialect: 'postgresql' as const,
    scope: joined ? ('script' as const) : scope,
    problems: [],
  } satisfies Partial<History>
  const merged = composeMerged(change)
  const base = merged.length > 0 ? { ...shared, versions: merged } : undefined
  return {
    pair: { head: { ...shared, versions: [...merged, ...added] }, base, added, problems: [] },
    covered: segments?.map(({ path }) => path) ?? [],
  }
}

/** Each merged file by itself, where that can be told: they are replayed, not judged, so that their transactions do not matter. */
function composeMerged({ base, mergedFiles, tool }: RecordedChange): Version[] {
  if (!base.some(hasMigrations)) return []
  const whole = [{ path: `what ${tool} sends for the base`, sent: base.filter(hasMigrations) }]
  const segments = cutSegments(base, mergedFiles, 'up') ?? whole
  return segments.map((segment) => ({
    key: segment.path,
    path: segment.path,
    up: toSection(segment, undefined),
    down: 'none',
  }))
}

function hasMigrations({ statements }: SentTransaction): boolean {
  return statements.some(isMigrations)
}

/** Whether a transaction holds statements of more than one file. */
function spansSeveral(all: readonly SentTransaction[], segments: readonly Segment[]): boolean {
  const parts = segments.reduce((sum, { sent }) => sum + sent.length, 0)
  return parts > all.filter(hasMigrations).length
}

/** One transaction is the tool's own around the file; several are written out, as they were sent. */
function toSection({ path, sent }: Segment, source: string | undefined): Section {
  const [first] = sent
  const single = sent.length === 1 && first?.explicit === true
  const text = sent
    .map(({ explicit, statements }) => {
      const lines = statements.filter(isRepeated).map(({ sql }) => `${withoutEnd(sql)};`)
      return (explicit && !single ? ['BEGIN;', ...lines, 'COMMIT;'] : lines).join('\n')
    })
    .join('\n')
  return {
    path,
    text,
    firstLine: 1,
    transaction: single ? 'file' : 'none',
    lineOf: (sql) => (source === undefined ? 1 : findLine(sql, source)),
  }
}

/** A comment at the end would swallow the semicolon. */
function withoutEnd(sql: string): string {
  return sql.includes('--', sql.lastIndexOf('\n') + 1) ? `${sql}\n` : sql
}

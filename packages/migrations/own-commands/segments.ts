import { createHash } from 'node:crypto'
import { fileNameOf } from '../tree.ts'
import { isMigrations, isRepeated, type Sent, type SentTransaction } from './transactions.ts'

/** What belongs to one migration. */
export interface Segment {
  readonly path: string
  readonly sent: readonly SentTransaction[]
}

/** A file that the change adds, with its text where that was read. */
export interface Candidate {
  readonly path: string
  readonly text: string | undefined
}

/**
 * Cuts a run at the notes that the tool made in its version table. Undefined where a statement belongs to no file of the change,
 * or where nothing was noted.
 */
export function cutSegments(
  transactions: readonly SentTransaction[],
  candidates: readonly Candidate[],
  direction: 'up' | 'down',
): Segment[] | undefined {
  const segments: { path: string; sent: SentTransaction[] }[] = []
  let waiting: SentTransaction[] = []
  let current: { path: string; sent: SentTransaction[] } | undefined
  for (const { explicit, statements } of transactions) {
    let part: Sent[] = []
    const flush = () => {
      // A savepoint alone goes with what follows it.
      if (!part.some(isMigrations)) return
      const into = current?.sent ?? waiting
      into.push({ explicit, statements: part })
      part = []
    }
    for (const sent of statements) {
      if (isRepeated(sent)) part.push(sent)
      if (sent.purpose.kind !== 'noted') continue
      const path = findNamed(sent.purpose.values, candidates, direction)
      if (path === undefined || path === current?.path) continue
      flush()
      if (sent.purpose.first) {
        current = { path, sent: [] }
        segments.push(current)
      } else {
        segments.push({ path, sent: waiting })
        waiting = []
      }
    }
    flush()
  }
  return segments.length === 0 || waiting.length > 0 ? undefined : segments
}

/**
 * The file that one of the values names: by its name, the beginning of its name, or the digest of its text (Drizzle). Alembic
 * notes the new revision before the old one; on the way back the old one is what was taken back.
 */
export function findNamed(
  values: readonly string[],
  candidates: readonly Candidate[],
  direction: 'up' | 'down',
): string | undefined {
  const telling = values.map((value) => value.toLowerCase()).filter((value) => value.length >= 3)
  for (const value of direction === 'up' ? telling : telling.toReversed()) {
    const named = candidates.filter((candidate) => names(value, candidate))
    // Django numbers the migrations of each application from one.
    const within = named.filter(({ path }) =>
      path
        .toLowerCase()
        .split('/')
        .some((part) => telling.includes(part)),
    )
    const found = (within.length === 1 ? within : named)[0]
    if (found) return found.path
  }
  return undefined
}

function names(value: string, { path, text }: Candidate): boolean {
  const stem = stemOf(fileNameOf(path).toLowerCase())
  const wanted = stemOf(value.split('/').at(-1) ?? value)
  if (stem === wanted || stem.startsWith(`${wanted}_`) || stem.startsWith(`${wanted}-`)) return true
  if (/^migration\.(sql|js|ts)$/i.test(fileNameOf(path)) && path.toLowerCase().split('/').at(-2) === wanted)
    return true
  return text !== undefined && /^[0-9a-f]{64}$/.test(value) && digest(text) === value
}

/** A compiled migration is noted as `.js` and written as `.ts`. */
function stemOf(name: string): string {
  return name.replace(/\.(?:[cm]?[jt]s|py|rb|php|exs|sql|go|cs)$/, '')
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

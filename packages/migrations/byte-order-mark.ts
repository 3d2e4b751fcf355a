import type { HistoryChange } from './compare-histories.ts'
import type { FileProblem } from './tools/tool.ts'

/** Reads its files without it (org.flywaydb.core.internal.util.BomFilter). */
const strips: ReadonlySet<string> = new Set(['Flyway'])
/** Sends it to PostgreSQL, which refuses it: https://github.com/golang-migrate/migrate/issues/1136 */
const sends: ReadonlySet<string> = new Set(['golang-migrate'])

/**
 * New migrations that begin with a byte order mark, which no editor shows. The rehearsal runs them without it, so that what the
 * real tool does with it is said here.
 */
export function findByteOrderMarks(
  { head: { tool }, added }: HistoryChange,
  marked: ReadonlySet<string>,
): FileProblem[] {
  if (strips.has(tool)) return []
  const paths = added.flatMap(({ path, down }) => [path, ...(typeof down === 'string' ? [] : [down.path])])
  return [...new Set(paths)]
    .filter((path) => marked.has(path))
    .map((path) => ({
      ruleId: 'byte-order-mark',
      level: sends.has(tool) ? 'error' : 'warning',
      path,
      message: sends.has(tool)
        ? `This file begins with a byte order mark, which ${tool} sends to PostgreSQL, which refuses it (42601).`
        : `This file begins with a byte order mark; PostgreSQL refuses it (42601) where ${tool} does not take it away, which is not known.`,
      remedy: 'Save the file as UTF-8 without a byte order mark.',
    }))
}

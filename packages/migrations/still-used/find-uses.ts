import { findMappingUses } from './mapping-uses.ts'
import { mappings } from './mappings/index.ts'
import { joinStrings, splitSource } from './segments.ts'
import { findSqlUses, isSql } from './sql-uses.ts'
import type { Use, Wanted } from './use.ts'
import { findWordUses } from './word-uses.ts'

export interface FoundUse extends Use {
  readonly line: number
  /** It stands in the part of a file that only tests run. */
  readonly inTest: boolean
}

/** Rust's tests stand at the end of the file that they are of. */
const rustTests = /#\[cfg\(test\)\]\s{0,40}(?:#\[[^\]\n]{0,200}\]\s{0,40}){0,4}(?:pub\s{1,4})?mod\s/

/** What one file names of what is gone: one use for each line, the surest. Pure. */
export function findUses(
  path: string,
  text: string,
  wanted: readonly Wanted[],
): ReadonlyMap<Wanted, readonly FoundUse[]> {
  const named = wanted.filter(({ forms }) => forms.some((form) => text.includes(form)))
  if (named.length === 0) return new Map()
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const isSqlFile = /^(?:sql|psql|pgsql|ddl)$/.test(extension)
  const segments = isSqlFile ? [] : joinStrings(splitSource(text, extension))
  const queries = segments.filter((segment) => segment.kind === 'string' && isSql(segment.text))
  const mapped = mappings
    .filter(({ files, words }) => files.test(path) && words.some((word) => text.includes(word)))
    .map((mapping) => ({ mapping, names: mapping.read(text) }))
  const lineOf = countLines(text)
  const found = extension === 'rs' ? text.search(rustTests) : -1
  const testsFrom = found === -1 ? text.length : found
  return new Map(
    named.map((one) => {
      const inSql = isSqlFile
        ? findSqlUses(text, one)
        : queries.flatMap((query) =>
            findSqlUses(query.text, one).map((use) => ({ ...use, offset: use.offset + query.start })),
          )
      const uses = [
        ...inSql,
        ...mapped.flatMap(({ mapping, names }) => findMappingUses(mapping, names, one)),
        // A query has been read already; what it does not mean by a word, the word does not mean.
        ...findWordUses(
          segments.map((segment) =>
            queries.includes(segment) ? { ...segment, kind: 'comment' as const } : segment,
          ),
          one,
        ),
      ]
      return [
        one,
        surestOfLine(
          uses.map((use) => ({ ...use, line: lineOf(use.offset), inTest: use.offset > testsFrom })),
        ),
      ]
    }),
  )
}

function surestOfLine(uses: readonly FoundUse[]): FoundUse[] {
  const byLine = new Map<number, FoundUse>()
  for (const use of uses) {
    const known = byLine.get(use.line)
    if (known === undefined || (known.certainty === 'possible' && use.certainty === 'certain'))
      byLine.set(use.line, use)
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line)
}

function countLines(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }
}

import { neverDirty, type VersionTable } from './version-table.ts'

/** One line per head of the graph: a merge that is still owed shows as several. */
export const alembic: VersionTable = {
  tools: ['Alembic'],
  tables: ['alembic_version'],
  columns: ['version_num'],
  keeps: 'newest',
  read: (table) => `select version_num::text as key, 'applied' as state from ${table}`,
  keyOf: (path, text) => readNames(text(path) ?? '', 'revision')[0],
  order: (known, text) => {
    const parents = new Map(known.map(({ key, path }) => [key, readNames(text(path) ?? '', 'down_revision')]))
    const depths = new Map<string, number>()
    const depthOf = (key: string, left: number): number => {
      const depth = depths.get(key)
      if (depth !== undefined || left === 0) return depth ?? 0
      const deepest = Math.max(-1, ...(parents.get(key) ?? []).map((parent) => depthOf(parent, left - 1)))
      depths.set(key, deepest + 1)
      return deepest + 1
    }
    return [...known].sort((a, b) => depthOf(a.key, known.length) - depthOf(b.key, known.length))
  },
  wayOut: neverDirty,
}

/** The quoted names of an assignment such as `down_revision: str | None = 'a'`, which may be a tuple, or None. */
function readNames(text: string, variable: 'revision' | 'down_revision'): string[] {
  const line = text
    .split('\n')
    .find((one) => one.startsWith(variable) && /^[ :=]/.test(one.slice(variable.length)))
  const value = line?.slice(line.indexOf('=') + 1) ?? ''
  return value.split(/['"]/).filter((_, index) => index % 2 === 1)
}

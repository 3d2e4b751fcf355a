import { neverDirty, type VersionTable } from './version-table.ts'

/** One line per head of the graph: a merge that is still owed shows as several. */
export const alembic: VersionTable = {
  tools: ['Alembic'],
  tables: ['alembic_version'],
  columns: ['version_num'],
  keeps: 'newest',
  read: (table) => `select version_num::text as key, 'applied' as state from ${table}`,
  keyOf: (path, text) => /^revision\b[^=\n]*=\s*['"]([^'"\n]+)['"]/m.exec(text(path) ?? '')?.[1],
  order: (known, text) => {
    const depths = new Map<string, number>()
    const parents = new Map(known.map(({ key, path }) => [key, parentsOf(text(path) ?? '')]))
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

/** `down_revision = None`, one revision, or a tuple of those that it merges. */
function parentsOf(text: string): string[] {
  const [, value = ''] = /^down_revision\b[^=\n]*=([^\n]*)$/m.exec(text) ?? []
  return [...value.matchAll(/['"]([^'"]+)['"]/g)].flatMap(([, parent]) => parent ?? [])
}

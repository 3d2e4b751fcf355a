import { joinPath } from '../tree.ts'
import { compareNumeric, type RecogniseTool, section } from './tool.ts'

/** `supabase/migrations/<digits>_<name>.sql`; a file and its history row are one batch, which is a transaction; no downs. */
export const supabase: RecogniseTool = (directory, tree) => {
  if (!/(^|\/)supabase\/migrations$/.test(directory.path)) return undefined
  const names = directory.files.filter((name) => /^\d+_.*\.sql$/.test(name))
  if (names.length === 0) return undefined
  const versions = names.map((name) => {
    const path = joinPath(directory.path, name)
    return {
      key: /^\d+/.exec(name)?.[0] ?? name,
      path,
      up: section(tree, path, 'pipeline'),
      down: 'none' as const,
    }
  })
  return {
    directory: directory.path,
    tool: 'Supabase',
    dialect: 'postgresql',
    scope: 'script',
    versions: versions.sort((a, b) => compareNumeric(a.key, b.key)),
    problems: [],
  }
}

import { z } from 'zod'
import { type Directory, joinPath, type MigrationTree } from '../tree.ts'
import {
  compareText,
  type Dialect,
  type FileProblem,
  type RecogniseTool,
  section,
  type Version,
} from './tool.ts'

const journal = z.object({
  dialect: z.string().optional(),
  entries: z.array(z.object({ idx: z.number().int(), tag: z.string(), when: z.number().optional() })),
})

/** `NNNN_name.sql` in the order of `meta/_journal.json`, or (v1) folders with a snapshot; all pending ones in one transaction; no downs. */
export const drizzle: RecogniseTool = (directory, tree) => {
  const folders = [...directory.folders].filter(
    ([, files]) => files.includes('migration.sql') && files.includes('snapshot.json'),
  )
  if (folders.length > 0) {
    const versions = folders.map(
      ([folder]): Version => toVersion(tree, folder, joinPath(directory.path, `${folder}/migration.sql`)),
    )
    return history(
      directory,
      versions.sort((a, b) => compareText(a.key, b.key)),
      [],
      undefined,
    )
  }
  if (!directory.folders.get('meta')?.includes('_journal.json')) return undefined
  const journalPath = joinPath(directory.path, 'meta/_journal.json')
  const parsed = readJournal(tree.text(journalPath))
  if (!parsed) {
    const message = 'The journal cannot be read, so the order of the migrations is not known.'
    return history(
      directory,
      [],
      [
        {
          ruleId: 'journal-unreadable',
          level: 'error',
          path: journalPath,
          message,
          remedy: 'Restore the journal with drizzle-kit.',
        },
      ],
      undefined,
    )
  }
  const entries = [...parsed.entries].sort((a, b) => a.idx - b.idx)
  const files = new Set(directory.files.filter((name) => name.endsWith('.sql')))
  // A journal that knows none of the files: they are written by hand and applied by something else.
  if (files.size > 0 && !entries.some(({ tag }) => files.has(`${tag}.sql`))) return undefined
  const problems: FileProblem[] = []
  for (const { tag } of entries) {
    if (files.delete(`${tag}.sql`)) continue
    const message = `The journal names ${tag}, but there is no file of this name.`
    problems.push({
      ruleId: 'journal-out-of-step',
      level: 'error',
      path: journalPath,
      message,
      remedy: 'Add the file, or regenerate the journal with drizzle-kit.',
    })
  }
  for (const name of files) {
    const message = 'The journal does not name this file, so drizzle would never apply it.'
    problems.push({
      ruleId: 'journal-out-of-step',
      level: 'error',
      path: joinPath(directory.path, name),
      message,
      remedy: 'Regenerate the migration with drizzle-kit generate.',
    })
  }
  entries.forEach(({ tag, when }, index) => {
    const previous = entries[index - 1]?.when
    if (when === undefined || previous === undefined || when > previous) return
    // drizzle-orm applies only entries whose time is later than the newest applied one.
    const message = `The journal gives ${tag} a time that is not later than the entry's before it, so drizzle would skip it where that one is applied.`
    problems.push({
      ruleId: 'journal-out-of-step',
      level: 'error',
      path: journalPath,
      message,
      remedy: 'Regenerate the migration on top of the target branch.',
    })
  })
  const versions = entries.map(({ tag }) => toVersion(tree, tag, joinPath(directory.path, `${tag}.sql`)))
  return history(
    directory,
    versions.filter(({ up }) => up !== undefined),
    problems,
    dialectOf(parsed.dialect),
  )
}

function history(
  directory: Directory,
  versions: Version[],
  problems: FileProblem[],
  dialect: Dialect | undefined,
): ReturnType<RecogniseTool> {
  return {
    directory: directory.path,
    tool: 'Drizzle',
    scope: 'set',
    versions,
    problems,
    ...(dialect && { dialect }),
  }
}

function toVersion(tree: MigrationTree, key: string, path: string): Version {
  return { key, path, up: section(tree, path, 'file'), down: 'none' }
}

function readJournal(text: string | undefined): z.infer<typeof journal> | undefined {
  try {
    return journal.safeParse(JSON.parse(text ?? '')).data
  } catch {
    // Said as `journal-unreadable`.
    return undefined
  }
}

function dialectOf(name: string | undefined): Dialect | undefined {
  switch (name) {
    case undefined:
      return undefined
    case 'postgresql':
    case 'pg':
      return 'postgresql'
    case 'mysql':
      return 'mysql'
    case 'sqlite':
    case 'turso':
      return 'sqlite'
    default:
      return 'other'
  }
}

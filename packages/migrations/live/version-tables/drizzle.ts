import { z } from 'zod'
import { neverDirty, type VersionTable } from './version-table.ts'

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) })

/** In the schema `drizzle`; a line holds the journal's time of the migration. All pending ones run in one transaction. */
export const drizzle: VersionTable = {
  tools: ['Drizzle'],
  tables: ['__drizzle_migrations'],
  columns: ['hash', 'created_at'],
  keeps: 'each',
  read: (table) => `select created_at::text as key, 'applied' as state from ${table}`,
  keyOf: (path, text) => {
    const directory = path.slice(0, path.lastIndexOf('/') + 1)
    const tag = path.slice(directory.length).replace(/\.sql$/, '')
    const when = readJournal(text(`${directory}meta/_journal.json`)).find((entry) => entry.tag === tag)?.when
    return when === undefined ? undefined : String(when)
  },
  wayOut: neverDirty,
}

function readJournal(text: string | undefined): z.infer<typeof journal>['entries'] {
  try {
    return journal.safeParse(JSON.parse(text ?? '')).data?.entries ?? []
  } catch {
    // The check `files` says that it cannot be read.
    return []
  }
}

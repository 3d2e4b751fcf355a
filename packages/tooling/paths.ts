import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The repository's top folder. */
export const root = join(import.meta.dirname, '..', '..')

export interface ActionFolder {
  readonly name: string
  readonly directory: string
  /** A JavaScript action has an entry to compile; a composite has none. */
  readonly kind: 'javascript' | 'composite'
}

/** Every action of this repository, by name. */
export function listActions(): ActionFolder[] {
  const actions = join(root, 'actions')
  return readdirSync(actions, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(actions, entry.name, 'action.yml')))
    .map((entry): ActionFolder => {
      const directory = join(actions, entry.name)
      return {
        name: entry.name,
        directory,
        kind: existsSync(join(directory, 'main.ts')) ? 'javascript' : 'composite',
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

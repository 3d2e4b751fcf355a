import { fileNameOf } from '../tree.ts'

/** Whether a path says by itself that migrations are applied from it: numbered SQL files elsewhere may be anything. */
export function isMigrationFolder(path: string): boolean {
  return (
    path.split('/').some((part) => /^(migrations?|migrate)$/i.test(part)) &&
    !/^(down|rollback|revert)s?$/i.test(fileNameOf(path))
  )
}

import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type ActionFolder, root } from './paths.ts'

/** True when the action was never built, or a source file is newer than its bundle. */
export function isStale(action: ActionFolder): boolean {
  const bundle = join(action.directory, 'dist', 'index.js')
  if (!existsSync(bundle)) return true
  const built = statSync(bundle).mtimeMs
  return [action.directory, join(root, 'packages')].some((directory) => newest(directory) > built)
}

function newest(directory: string): number {
  let latest = 0
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.name === 'dist' || entry.name === 'node_modules' || entry.name.endsWith('.test.ts')) continue
    const path = join(directory, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return latest
}

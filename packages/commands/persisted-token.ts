import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Whether actions/checkout left the job's token in the clone: a command could read it from there. True for the header in
 * `.git/config` and for the include of a credentials file that newer versions write.
 */
export function hasPersistedToken(directory: string): boolean {
  const config = readText(join(gitDirectory(directory), 'config'))
  return /^[ \t]*extraheader[ \t]*=/im.test(config) || /git-credentials-[^\n]*\.config/i.test(config)
}

function gitDirectory(directory: string): string {
  const path = join(directory, '.git')
  try {
    if (statSync(path).isDirectory()) return path
  } catch {
    return path
  }
  const target = /^gitdir:\s*(.+)$/m.exec(readText(path))?.[1]
  return target === undefined ? path : resolve(directory, target.trim())
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

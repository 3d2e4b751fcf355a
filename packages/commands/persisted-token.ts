import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Whether actions/checkout left the job's token in the clone: a command could read it from there. True for the header in
 * `.git/config` and for the include of a credentials file that newer versions write.
 */
export function hasPersistedToken(directory: string): boolean {
  const config = readText(join(gitDirectory(directory), 'config'))
  return /^[ \t]*extraheader[ \t]*=/im.test(config) || config.split('\n').some(namesCredentialsFile)
}

function namesCredentialsFile(line: string): boolean {
  const text = line.toLowerCase()
  const at = text.indexOf('git-credentials-')
  return at >= 0 && text.includes('.config', at)
}

function gitDirectory(directory: string): string {
  const path = join(directory, '.git')
  try {
    if (statSync(path).isDirectory()) return path
  } catch {
    // No repository lies here: no configuration either.
    return path
  }
  const target = /^gitdir:(.+)$/m.exec(readText(path))?.[1]
  return target === undefined ? path : resolve(directory, target.trim())
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Not there, or not to be read: a command, which runs as the same user, cannot read it either.
    return ''
  }
}

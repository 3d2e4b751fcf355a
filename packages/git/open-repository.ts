import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { GitError, runGit } from './process.ts'
import type { Repository } from './repository.ts'

/** The folder is not one that git answers for. */
export class NotARepositoryError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NotARepositoryError'
  }
}

/** Opens the repository at a directory. Throws {@link NotARepositoryError} with one clear sentence. */
export async function openRepository(directory: string): Promise<Repository> {
  const absolute = resolve(directory)
  const isDirectory = await stat(absolute).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isDirectory) throw new NotARepositoryError(`There is no folder ${absolute}.`)
  try {
    const answer = await runGit(absolute, ['rev-parse', '--is-shallow-repository', '--show-object-format'])
    const [shallow, format] = answer.toString().split('\n')
    if (format !== 'sha1') {
      throw new NotARepositoryError(`Repositories with ${format} object names are not supported yet.`)
    }
    return { directory: absolute, shallow: shallow === 'true', hasCommits: await hasCommits(absolute) }
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause
    if (cause.exitCode === null) throw cause
    throw new NotARepositoryError(`${absolute} is not a git repository (${firstLine(cause.message)}).`, {
      cause,
    })
  }
}

async function hasCommits(directory: string): Promise<boolean> {
  try {
    await runGit(directory, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
    return true
  } catch (error) {
    if (!(error instanceof GitError)) throw error
  }
  // An unborn HEAD says nothing about other branches, nor does a detached HEAD whose commit is gone.
  return (await runGit(directory, ['rev-list', '--all', '--max-count=1'])).length > 0
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text
}

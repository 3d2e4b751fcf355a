import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { connect, type GitHub } from '@operator/github'
import { UserError, version } from '@operator/host'
import type { RepositoryOptions } from './repository-options.ts'

/** The rest of the hourly budget belongs to the repository's own workflows. */
const stopAtRemaining = 0.1

/** The repository on GitHub, behind the port; undefined where there is no token. Throws {@link UserError}. */
export async function connectTo(options: RepositoryOptions): Promise<GitHub | undefined> {
  const token = process.env[options.tokenVariable]?.trim()
  if (token === undefined || token === '') return undefined
  return connect({
    token,
    apiUrl: process.env['GITHUB_API_URL'] ?? 'https://api.github.com',
    graphqlUrl: process.env['GITHUB_GRAPHQL_URL'] ?? 'https://api.github.com/graphql',
    repository: await nameRepository(options),
    version,
    stopAtRemaining,
  })
}

/** Throws {@link UserError} where nothing names it. */
export async function nameRepository({
  repository,
  directory,
}: RepositoryOptions): Promise<GitHub['repository']> {
  const told = repository ?? process.env['GITHUB_REPOSITORY'] ?? (await originOf(directory))
  const [, owner, name] = /^([\w-]+)\/([\w.-]+)$/.exec(told ?? '') ?? []
  if (owner !== undefined && name !== undefined) return { owner, name }
  throw new UserError([
    {
      what:
        told === undefined
          ? 'nothing says which repository this is on GitHub.'
          : `${JSON.stringify(told)} is no owner/name.`,
      where: '--repository',
      remedy: 'Name it as owner/name.',
    },
  ])
}

async function originOf(directory: string): Promise<string | undefined> {
  const git = promisify(execFile)
  const url = await git('git', ['config', '--get', 'remote.origin.url'], { cwd: directory }).then(
    ({ stdout }) => stdout.trim(),
    // git ends with 1 where there is no such setting, and with 128 where there is no repository, which is told later.
    () => '',
  )
  return /[/:]([\w-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url)?.[1]
}

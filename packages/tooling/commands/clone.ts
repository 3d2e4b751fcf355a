import { readFile as readFromDisk } from 'node:fs/promises'
import { NotARepositoryError, openRepository, type Repository, readFile, resolveCommit } from '@operator/git'
import { type GitHub, readRepository } from '@operator/github'
import { UserError } from '@operator/host'
import { digest, type Policy, PolicyError, parsePolicy } from '@operator/policy'
import type { RepositoryOptions } from './repository-options.ts'

/** The clone, and the branch that its policy and its workflows are read from. */
export interface Clone {
  readonly repository: Repository
  readonly branch: string
  /** The branch's tip as this clone has it. */
  readonly tip: string
  readonly policy: {
    readonly rules: Policy
    readonly path: string
    readonly origin: string
    readonly digest: string
    /** False where the defaults hold because there is no file. */
    readonly exists: boolean
  }
}

const policyPath = '.github/operator.yml'

/** Throws {@link UserError} for what cannot be found, and for a policy that cannot be used. */
export async function openClone(options: RepositoryOptions, github: GitHub | undefined): Promise<Clone> {
  const repository = await openRepository(options.directory).catch((cause: unknown) => {
    if (!(cause instanceof NotARepositoryError)) throw cause
    throw new UserError(
      [{ what: cause.message, where: '--repo', remedy: 'Name a clone of the repository.' }],
      { cause },
    )
  })
  const branch = options.branch ?? (await nameDefaultBranch(repository, github))
  const tip = await findTip(repository, branch)
  return { repository, branch, tip, policy: await readPolicy(options, repository, branch, tip) }
}

async function nameDefaultBranch(repository: Repository, github: GitHub | undefined): Promise<string> {
  const told = github === undefined ? undefined : await readRepository(github)
  if (told?.ok === true) return told.value.defaultBranch
  for (const branch of ['main', 'master']) {
    for (const ref of refsOf(branch)) if (await resolveCommit(repository, ref)) return branch
  }
  throw new UserError([
    {
      what: 'the default branch is not known.',
      where: '--branch',
      remedy: 'Name the branch that is released from.',
    },
  ])
}

async function findTip(repository: Repository, branch: string): Promise<string> {
  for (const ref of refsOf(branch)) {
    const commit = await resolveCommit(repository, ref)
    if (commit !== undefined) return commit.oid
  }
  throw new UserError([
    {
      what: `the branch ${JSON.stringify(branch)} is not in this clone.`,
      where: '--branch',
      remedy: 'Fetch it, or name another.',
    },
  ])
}

function refsOf(branch: string): string[] {
  return [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`]
}

async function readPolicy(
  { policy: given }: RepositoryOptions,
  repository: Repository,
  branch: string,
  tip: string,
): Promise<Clone['policy']> {
  const path = given ?? policyPath
  const text = given === undefined ? await readFromBranch(repository, tip) : await readGiven(given)
  const place = given === undefined ? `${policyPath} on ${branch} at ${tip.slice(0, 12)}` : given
  const origin = text === undefined ? `the defaults (there is no ${policyPath} on ${branch})` : place
  try {
    const { policy } = parsePolicy(text ?? '', path)
    return { rules: policy, path: policyPath, origin, digest: digest(policy), exists: text !== undefined }
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause
    throw new UserError(
      cause.problems.map(({ path: key, line, column, message }) => ({
        what: `${key === '' ? '' : `${key}: `}${message}.`,
        where: `${path}:${line}:${column}`,
        remedy: 'Mend the policy.',
      })),
      { cause },
    )
  }
}

async function readFromBranch(repository: Repository, tip: string): Promise<string | undefined> {
  const file = await readFile(repository, tip, policyPath)
  if (file === undefined) return undefined
  if (file.kind === 'content') return file.content.toString('utf8')
  const what = file.kind === 'missing' ? 'it is not in this partial clone.' : 'it is too large for a policy.'
  throw new UserError([{ what, where: policyPath, remedy: 'Name a file with --policy.' }])
}

function readGiven(path: string): Promise<string> {
  return readFromDisk(path, 'utf8').catch((cause: unknown) => {
    const what = `it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`
    throw new UserError([{ what, where: path, remedy: 'Name the policy that is to be tried.' }], { cause })
  })
}

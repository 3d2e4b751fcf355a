import { GitError, type Repository, readFile } from '@operator/git'
import { describeProblem, type GitHub, readRepositoryFile } from '@operator/github'
import {
  comparePolicies,
  defaultPolicy,
  digest,
  type Policy,
  PolicyError,
  parsePolicy,
} from '@operator/policy'
import { type EffectivePolicy, effectivePolicy } from '@operator/report'
import { z } from 'zod'
import { commonInputs } from './inputs.ts'
import type { Located } from './locate.ts'
import { UserError } from './user-error.ts'

/** A policy as it was read, so that a kept snapshot is judged by the same one. */
export const keptPolicy = z
  .object({
    path: z.string(),
    origin: z.string(),
    text: z.string().nullable(),
    edits: effectivePolicy.unwrap().shape.edits,
  })
  .readonly()
export type KeptPolicy = z.infer<typeof keptPolicy>

export interface LoadedPolicy {
  readonly policy: Policy
  readonly effective: EffectivePolicy
  readonly kept: KeptPolicy
}

/** A policy file is text written by hand; more is refused. Bytes. */
const maxBytes = 256 * 1024

/**
 * The policy of the target branch: a change cannot rewrite the rules it is judged by. The change's own version is only
 * validated and compared. Throws {@link UserError} for a policy that cannot be used.
 */
export async function loadPolicy({ repository, target, head }: Located, path: string): Promise<LoadedPolicy> {
  const text = await readText(repository, target, path)
  const proposed = target === head.oid ? text : await readText(repository, head.oid, path)
  // Without a policy the defaults hold; but one that was named and is not there must not quietly become the defaults.
  if (text === null && proposed === null && path !== commonInputs.config.parse(undefined)) {
    throw unreadable(
      path,
      'there is no such policy file, neither on the target branch nor in the judged commit.',
    )
  }
  const at = target.slice(0, 12)
  const kept = { path, origin: text === null ? `default (no ${path} at ${at})` : `${path} at ${at}`, text }
  const loaded = applyPolicy(kept, 'Mend it on the branch that the policy is read from.')
  if (proposed === text) return loaded
  const remedy = 'Mend it in this change: it would break every run once it is merged.'
  return applyPolicy({ ...kept, edits: comparePolicies(loaded.policy, parse(path, proposed, remedy).policy) })
}

/**
 * The default branch's policy where there is no clone to read it from. Throws {@link UserError} when GitHub does not answer: the
 * defaults must not quietly take the place of a policy.
 */
export async function fetchPolicy(github: GitHub, path: string): Promise<LoadedPolicy> {
  const found = await readRepositoryFile(github, path)
  if (found.ok) {
    return applyPolicy({ path, origin: `${path} on the default branch`, text: found.value.text })
  }
  if (found.problem.kind === 'not-found' && path === commonInputs.config.parse(undefined)) {
    return applyPolicy({ path, origin: `default (no ${path} on the default branch)`, text: null })
  }
  const what = `the policy cannot be read: there is no clone, and ${describeProblem(found.problem)}`
  const remedy = 'Check the repository out before this step, or give a token with `contents: read`.'
  throw new UserError([{ what, where: path, remedy }])
}

/** What holds where no policy can be read. */
export function defaultsOnly(path: string): LoadedPolicy {
  return applyPolicy({ path, origin: 'default (nothing could be read)', text: null })
}

/** The policy that a text means. Throws {@link UserError} with every problem at its line and column. */
export function applyPolicy(kept: KeptPolicy, remedy = 'Mend the policy file.'): LoadedPolicy {
  const { policy, keys } = parse(kept.path, kept.text, remedy)
  return {
    policy,
    kept,
    effective: {
      origin: kept.origin,
      digest: digest(policy),
      keys: keys.map(({ key, value }) => ({ key, value, origin: kept.origin })),
      ...(kept.edits !== undefined && { edits: kept.edits }),
    },
  }
}

function parse(path: string, text: string | null, remedy: string): ReturnType<typeof parsePolicy> {
  if (text === null) return { policy: defaultPolicy, keys: [] }
  try {
    return parsePolicy(text, path)
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause
    throw new UserError(
      cause.problems.map((problem) => ({
        what: `${problem.path ? `${problem.path}: ` : ''}${problem.message}.`,
        where: `${cause.file}:${problem.line}:${problem.column}`,
        remedy,
      })),
      { cause },
    )
  }
}

/** Null where the commit has no such file. */
async function readText(repository: Repository, commit: string, path: string): Promise<string | null> {
  const file = await readFile(repository, commit, path, { maxBytes }).catch((error: unknown) => {
    if (error instanceof GitError && error.exitCode !== null) {
      throw unreadable(path, 'git refuses this path.', error)
    }
    throw error
  })
  switch (file?.kind) {
    case undefined:
      return null
    case 'too-large':
      throw unreadable(path, `the policy file has ${file.size} bytes, more than ${maxBytes}.`)
    case 'missing':
      throw unreadable(path, 'the policy file is not in this partial clone.')
    case 'content':
      return file.content.toString('utf8')
  }
}

function unreadable(path: string, what: string, cause?: unknown): UserError {
  return new UserError([{ what, where: path, remedy: 'Name another file with the input config.' }], { cause })
}

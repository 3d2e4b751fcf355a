import { readFile } from '@operator/git'
import { defaultPolicy, digest, type Policy, PolicyError, parsePolicy } from '@operator/policy'
import type { EffectivePolicy } from '@operator/report'
import type { Sight } from './range.ts'
import { UserError } from './user-error.ts'

export interface LoadedPolicy {
  readonly policy: Policy
  readonly effective: EffectivePolicy
}

/** A policy file is text written by hand; more is refused. Bytes. */
const maxBytes = 256 * 1024

/**
 * The policy of the base: a change cannot rewrite the rules it is judged by.
 * Without a base (full audit) it is the judged commit's own.
 */
export async function loadPolicy(sight: Sight, path: string): Promise<LoadedPolicy> {
  if (sight.kind === 'unseen') return withOrigin(defaultPolicy, 'default (nothing could be read)', [])
  const { repository, base, head } = sight.range
  const commit = sight.target ?? base ?? head
  const file = await readFile(repository, commit, path, { maxBytes })
  const at = `${path} at ${commit.slice(0, 12)}`
  if (file === undefined)
    return withOrigin(defaultPolicy, `default (no ${path} at ${commit.slice(0, 12)})`, [])
  switch (file.kind) {
    case 'too-large':
      throw unreadable(path, `the policy file has ${file.size} bytes, more than ${maxBytes}.`)
    case 'missing':
      throw unreadable(path, 'the policy file is not in this partial clone.')
    case 'content': {
      try {
        const { policy, keys } = parsePolicy(file.content.toString('utf8'), path)
        return withOrigin(
          policy,
          at,
          keys.map(({ key, value }) => ({ key, value, origin: at })),
        )
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error
        throw new UserError(
          error.problems.map((problem) => ({
            what: `${problem.path ? `${problem.path}: ` : ''}${problem.message}.`,
            where: `${error.file}:${problem.line}:${problem.column}`,
            remedy: 'Mend the policy file on the branch that it is read from.',
          })),
          { cause: error },
        )
      }
    }
  }
}

function withOrigin(policy: Policy, origin: string, keys: EffectivePolicy['keys']): LoadedPolicy {
  return { policy, effective: { origin, digest: digest(policy), keys } }
}

function unreadable(path: string, what: string): UserError {
  return new UserError([{ what, where: path, remedy: 'Name another file with the input config.' }])
}

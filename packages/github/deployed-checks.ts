import type { Answer } from './answer.ts'
import type { GitHub } from './client.ts'
import { type CommitChecks, readCommitChecks } from './commit-checks.ts'

const asked = new WeakMap<GitHub, Map<string, Promise<Answer<CommitChecks>>>>()

/**
 * The checks of a commit that was deployed before, on which the job hangs that deployed it: asked once in a run, however many
 * want to know. What can still change, such as CI, is read by {@link readCommitChecks}.
 */
export function readDeployedChecks(github: GitHub, oid: string): Promise<Answer<CommitChecks>> {
  const known = asked.get(github) ?? new Map<string, Promise<Answer<CommitChecks>>>()
  asked.set(github, known)
  const found = known.get(oid) ?? readCommitChecks(github, oid)
  known.set(oid, found)
  return found
}

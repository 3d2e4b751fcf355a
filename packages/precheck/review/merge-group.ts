import type { QueuedPullRequest } from '@operator/github'
import { type Fact, known, unreadBecause } from '../fact.ts'

/**
 * The pull requests of a merge group: from its commit back, each entry stands on the one before it. An entry that is missing
 * between would ship without anybody having looked whether it is reviewed.
 */
export function pullRequestsOfGroup(
  queue: readonly QueuedPullRequest[],
  /** The group's commits, newest first. */
  commits: readonly string[],
): Fact<readonly number[]> {
  const inGroup = new Set(commits)
  const numbers: number[] = []
  let at = commits[0]
  while (at !== undefined && inGroup.delete(at)) {
    const [one, twin] = queue.filter(({ commit }) => commit === at)
    if (one === undefined) {
      const message = `No entry of the merge queue has the commit ${at.slice(0, 12)} of this group.`
      return unreadBecause('not-in-queue', message)
    }
    if (twin !== undefined || one.base === undefined) {
      const message = `The merge queue does not tell what #${one.number} was merged onto.`
      return unreadBecause('not-in-queue', message)
    }
    numbers.push(one.number)
    at = one.base
  }
  return numbers.length > 0
    ? known(numbers)
    : unreadBecause('not-in-queue', 'The group has no commit of its own.')
}

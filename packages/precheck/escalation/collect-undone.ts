import { diffTrees, isAncestor, listCommits, resolveCommit } from '@operator/git'
import { readCommitPullRequests, readPullRequests } from '@operator/github'
import { judgeHealth } from '../deploy/health.ts'
import { type Fact, factOf, known, noToken, unreadBecause } from '../fact.ts'
import { sameEnvironment } from '../rules.ts'
import { type Asked, type Known, maxCommits, maxPaths } from './collect-touched.ts'
import type { UndoneFacts } from './facts.ts'

/** What lies between the commit that is rolled back to and what is live. */
export async function collectUndone(
  { range, github }: Asked,
  { subject, deploy }: Known,
): Promise<Fact<UndoneFacts> | undefined> {
  const { environment } = subject
  if (subject.intent !== 'rollback' || environment === undefined || deploy.target === undefined)
    return undefined
  if (!deploy.target.known) return deploy.target
  const live = deploy.target.value.deployments.find(
    (one) =>
      !one.ours &&
      sameEnvironment(one.environment, environment) &&
      one.statuses.some(({ state }) => state !== 'INACTIVE') &&
      judgeHealth(one).kind !== 'unfinished',
  )
  if (live === undefined) return undefined
  const { repository, head } = range
  if ((await resolveCommit(repository, live.sha)) === undefined) {
    return unreadBecause('not-in-clone', `${live.sha.slice(0, 12)}, which is live, is not in the clone.`)
  }
  if (!(await isAncestor(repository, head, live.sha))) return undefined
  const paths = (await diffTrees(repository, head, live.sha)).map(({ path }) => path)
  const commits = await listCommits(repository, {
    include: live.sha,
    exclude: head,
    max: maxCommits + 1,
    firstParent: true,
  })
  if (github === undefined) return noToken
  const associated = await readCommitPullRequests(
    github,
    commits.slice(0, maxCommits).map(({ oid }) => oid),
  )
  if (!associated.ok) return factOf(associated)
  const merged = associated.value.flatMap(({ pullRequests }) => pullRequests.filter((pull) => pull.merged))
  const numbers = [...new Set(merged.map(({ number }) => number))]
  const pulls = await readPullRequests(github, numbers)
  if (!pulls.ok) return factOf(pulls)
  return known({
    paths: paths.slice(0, maxPaths),
    pullRequests: pulls.value.map(({ number, labels }) => ({ number, labels })),
    complete: commits.length <= maxCommits && paths.length <= maxPaths,
  })
}

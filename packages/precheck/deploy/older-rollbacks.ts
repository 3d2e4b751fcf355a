import {
  type Answer,
  answered,
  type DeploymentRefs,
  type GitHub,
  listDeploymentStatuses,
} from '@operator/github'
import { type Fact, factOf, known } from '../fact.ts'
import type { DeploymentFacts } from './facts.ts'

/** Deployments that are asked about: one REST call each. */
const maxAsked = 2

/** What became of the newest rollbacks that the histories do not show. */
export async function collectOlderRollbacks(
  github: GitHub,
  refs: Answer<DeploymentRefs>,
  shown: readonly DeploymentFacts[],
): Promise<Fact<readonly DeploymentFacts[]>> {
  if (!refs.ok) return factOf(refs)
  const older = refs.value.rolledBack
    .filter((deployment) => !shown.some(({ id }) => id === deployment))
    .toSorted((a, b) => b - a)
    .slice(0, maxAsked)
  const found: DeploymentFacts[] = []
  for (const id of older) {
    const statuses = await describeStatuses(github, id)
    if (!statuses.ok) {
      // One that was deleted proves nothing any more.
      if (statuses.problem.kind === 'not-found') continue
      return factOf(statuses)
    }
    // Who recorded it is not told here: only the watch's own word counts.
    const creator = { login: 'github-actions', type: 'Bot' }
    const deployment = { id, environment: '', sha: `deployment ${id}`, createdAt: '', creator, ours: false }
    found.push({ ...deployment, statuses: statuses.value })
  }
  return known(found)
}

async function describeStatuses(github: GitHub, id: number): Promise<Answer<DeploymentFacts['statuses']>> {
  const listed = await listDeploymentStatuses(github, id)
  if (!listed.ok) return listed
  return answered(
    listed.value.map(({ state, description, createdAt, creator }) => ({
      state: state.toUpperCase(),
      createdAt,
      description: description.slice(0, 140),
      creator: { login: creator?.login ?? '', type: creator?.type ?? '' },
    })),
  )
}

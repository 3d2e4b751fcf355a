import { type Deployment, describeProblem } from '@operator/github'
import { formatDuration } from '@operator/report'
import { findDeployment, findLiveDeployment, recordDeployment } from './find-deployment.ts'
import type { WatchPolicy } from './policy.ts'
import type { WatchRequest } from './request.ts'

/** How long a scheduled watch goes on where the policy does not say. Milliseconds. */
const dayAfter = 86_400_000

/** For how long after a deployment scheduled runs go on watching it. Milliseconds. */
export function afterwards(policy: WatchPolicy): number {
  return policy.then ?? dayAfter
}

export type UnderWatch =
  | {
      readonly kind: 'due'
      /** Undefined where none is recorded and none could be. */
      readonly deployment: Deployment | undefined
      readonly commit: string | undefined
      readonly problems: readonly string[]
    }
  | { readonly kind: 'nothing-due'; readonly why: string }
  | { readonly kind: 'undetermined'; readonly why: string; readonly next: string }

/** Finds the deployment that this run is about, and records one where there is none. */
export async function deploymentUnderWatch(request: WatchRequest): Promise<UnderWatch> {
  const { about, github, environment, service, deployment } = request
  if (github === undefined || environment === undefined) {
    if (about.kind !== 'latest') return due(undefined, commitOf(request), [])
    return {
      kind: 'undetermined',
      why: 'A scheduled watch is about the last deployment of an environment.',
      next: 'Give the watch the input `environment` and a token that may read deployments.',
    }
  }
  const wanted = { environment, service, commit: commitOf(request), deployment }
  if (about.kind === 'address' && deployment === undefined) return due(undefined, undefined, [])
  if (about.kind === 'latest') {
    const live = await findLiveDeployment(github, environment)
    if (!live.ok) {
      const next = 'Give the watch the permission `deployments: write`, and run it again.'
      return { kind: 'undetermined', why: describeProblem(live.problem), next }
    }
    return live.value === undefined
      ? { kind: 'nothing-due', why: `No deployment to ${environment} is recorded as live.` }
      : judgeAge(live.value, request)
  }
  const found = await findDeployment(github, wanted)
  if (!found.ok) return due(undefined, wanted.commit, [describeProblem(found.problem)])
  if (found.value !== undefined) return due(found.value, found.value.sha, [])
  if (wanted.commit === undefined) return due(undefined, undefined, [])
  const recorded = await recordDeployment(github, { ...wanted, commit: wanted.commit })
  return recorded.ok
    ? due(recorded.value, wanted.commit, [])
    : due(undefined, wanted.commit, [`No deployment was recorded. ${describeProblem(recorded.problem)}`])
}

function judgeAge(deployment: Deployment, { policy, now, environment }: WatchRequest): UnderWatch {
  const limit = afterwards(policy)
  const age = now.getTime() - Date.parse(deployment.createdAt)
  if (age <= limit) return due(deployment, deployment.sha, [])
  const what = `${deployment.sha.slice(0, 12)} to ${environment}`
  return {
    kind: 'nothing-due',
    why: `The last deployment (${what}) is older than the ${formatDuration(limit)} for which it is watched.`,
  }
}

function commitOf({ about }: WatchRequest): string | undefined {
  return about.kind === 'commit' ? about.commit : undefined
}

function due(
  deployment: Deployment | undefined,
  commit: string | undefined,
  problems: readonly string[],
): UnderWatch {
  return { kind: 'due', deployment, commit, problems }
}

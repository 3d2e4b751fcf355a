import type { z } from 'zod'
import { lastDeployment } from './last-deployment.ts'
import type { Request } from './request.ts'

export type LastGoodCommit =
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'undetermined'; readonly why: string }

/** What was live and healthy in an environment before a commit was deployed there, by deployments that count. */
export async function findLastGood<Shape extends z.ZodRawShape>(
  { github, policy, event }: Request<Shape>,
  environment: string,
  before: string,
): Promise<LastGoodCommit> {
  const sources = {
    policy: policy.environments[environment]?.deployments,
    defaultBranch: event.defaultBranch,
  }
  const hint = await lastDeployment(github, environment, sources, before)
  switch (hint.kind) {
    case 'commit':
      return { kind: 'commit', sha: hint.oid }
    case 'empty-tree':
      return { kind: 'none' }
    case 'last-deployment':
    case 'merge-base':
      return {
        kind: 'undetermined',
        why: hint.kind === 'merge-base' ? 'No deployment was asked for.' : (hint.why ?? ''),
      }
  }
}

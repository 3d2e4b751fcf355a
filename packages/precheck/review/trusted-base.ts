import type { CheckId, CheckOutcome } from '@operator/report'
import type { LastHealthy } from '../deploy/last-healthy.ts'
import { unknown } from '../outcome.ts'
import type { SubjectFacts } from '../subject.ts'

/**
 * What ships is counted from the last healthy deployment. Anybody who may record deployments could record one of the very
 * commit that is judged, and nothing would be new: the base must be a deployment that counts.
 */
export function doubtBase(
  id: CheckId,
  { base, environment, stage }: SubjectFacts,
  lastHealthy: LastHealthy | undefined,
): CheckOutcome | undefined {
  // On a machine a person named the base.
  if (base === null || lastHealthy === undefined || stage === 'local') return undefined
  switch (lastHealthy.kind) {
    case 'found':
      if (lastHealthy.deployment.sha === base) return undefined
      return unknown(
        id,
        'base-unverified',
        `What ships was counted from ${base.slice(0, 12)}, but the newest deployment to ${environment} that counts is ${lastHealthy.deployment.sha.slice(0, 12)}.`,
        { next: `List what deploys under environments.${environment}.deployments.` },
      )
    case 'unverified':
      return unknown(id, 'base-unverified', lastHealthy.message, { next: lastHealthy.next })
    case 'none':
    case 'unread':
      return unknown(
        id,
        'base-unverified',
        `It could not be verified that ${base.slice(0, 12)} runs in ${environment}.`,
        {
          next: 'Grant this job deployments: read and actions: read.',
        },
      )
  }
}

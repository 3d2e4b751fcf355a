import type { WatchPlan } from '../plan.ts'

/** The ref, without `refs/`, whose creation is the right to roll a deployment back. */
export function lockName({ deployment }: Pick<WatchPlan, 'deployment'>): string | undefined {
  return deployment === null ? undefined : `operator/rollback/${deployment.id}`
}

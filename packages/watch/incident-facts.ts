import { type IncidentFacts, severityOf } from '@operator/incident'
import { regressionOf } from './regression.ts'
import type { WatchState } from './state.ts'

/** What the incident's issue says about a state; undefined while there is no incident. */
export function incidentFacts(state: WatchState): IncidentFacts | undefined {
  const { plan, rollback, regressedAt } = state
  const regression = regressionOf(state)
  if (regression === undefined && !plan.rollbackBegun) return undefined
  const { service, environment, deployment } = plan
  const impact = regression?.impact ?? { brokenPaths: 1, watchedPaths: 2, errorRate: 0, errorRatio: 0 }
  return {
    service,
    environment,
    deployment: deployment?.id ?? null,
    sha: deployment?.sha ?? plan.version.expected,
    severity: severityOf(impact),
    title: regression?.title ?? 'a rollback was begun',
    impact: regression?.facts ?? [
      'An earlier watch of this deployment began a rollback and did not see its end.',
    ],
    detectedAt: regressedAt ?? plan.startedAt,
    timeline: state.timeline,
    recoveredAt: recoveredAt(state),
    verifiedAt: rollback.step === 'proven' ? rollback.at : null,
    next: nextStepOfRollback(state),
  }
}

function recoveredAt({ rollback }: WatchState): number | null {
  if (rollback.step === 'proven' || rollback.step === 'verifying') return rollback.since
  return rollback.step === 'unproven' && rollback.recovered ? rollback.at : null
}

/** What a person has to do now, one sentence. */
function nextStepOfRollback({ rollback, plan }: WatchState): string {
  const target = plan.lastGood === null ? 'the last good version' : plan.lastGood.slice(0, 12)
  switch (rollback.step) {
    case 'idle':
    case 'reporting':
    case 'locking':
    case 'dispatching':
      return `Assess the impact; Operator is about to roll back to ${target}.`
    case 'running':
      return `Assess the impact; the rollback to ${target} is running: ${rollback.run.url}`
    case 'verifying':
      return `Assess the impact; the rollback to ${target} is being verified.`
    case 'proven':
      return 'Find the cause, and write the post-mortem: the rollback is proven.'
    case 'unproven':
    case 'by-hand':
      return rollback.next
  }
}

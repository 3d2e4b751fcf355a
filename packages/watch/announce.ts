import type { Command } from './command.ts'
import { incidentFacts } from './incident-facts.ts'
import type { WatchPlan } from './plan.ts'
import type { WatchState } from './state.ts'

type SetStatus = Extract<Command, { type: 'set-status' }>

/** A deployment's status, where there is a deployment to set it on. */
export function setStatus(
  plan: WatchPlan,
  state: SetStatus['state'],
  description: string,
): readonly Command[] {
  if (plan.quiet && state !== 'failure') return []
  return plan.publishes && plan.deployment !== null ? [{ type: 'set-status', state, description }] : []
}

/** Brings the incident's issue up to date, where there is an incident and somewhere to write it. */
export function reportIncidentOf(state: WatchState): readonly Command[] {
  const incident = state.plan.publishes ? incidentFacts(state) : undefined
  return incident === undefined ? [] : [{ type: 'report-incident', incident }]
}

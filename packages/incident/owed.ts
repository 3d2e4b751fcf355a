import type { IncidentFacts } from './facts.ts'

/** A step of the playbook's incident response, and when it is due. */
export interface OwedStep {
  readonly title: string
  /** Milliseconds since 1970. */
  readonly due: number
  /** When the watch itself saw it done; null when a person has to say so. */
  readonly doneAt: number | null
}

const minute = 60_000
const hour = 60 * minute

/** The five steps with their clocks. The first three and the last run from the detection, the fourth from the recovery. */
export function owedSteps(facts: IncidentFacts): OwedStep[] {
  const { detectedAt, recoveredAt, verifiedAt } = facts
  return [
    { title: 'Assess impact', due: detectedAt + 5 * minute, doneAt: null },
    { title: 'Communicate (if user-facing)', due: detectedAt + 10 * minute, doneAt: null },
    { title: 'Rollback or hotfix', due: detectedAt + 30 * minute, doneAt: recoveredAt },
    { title: 'Verify fix', due: (recoveredAt ?? detectedAt + 30 * minute) + 15 * minute, doneAt: verifiedAt },
    { title: 'Post-mortem', due: detectedAt + 24 * hour, doneAt: null },
  ]
}

import type { CheckOutcome } from '@operator/report'
import type { OtherAnswer } from '../evidence/judge-evidence.ts'
import { type Fact, known } from '../fact.ts'
import type { PrecheckRules } from '../rules.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import { findCriticalRollback } from './critical-rollback.ts'
import type { Panel } from './panel.ts'
import { type Found, findCostTriggers, findMigrationTriggers, findSecurityTriggers } from './triggers.ts'

export interface TriggerSources {
  readonly baseline: OtherAnswer
  readonly migrations: OtherAnswer
  /** What precheck/cost-impact said; undefined where nobody judges costs. */
  readonly cost: CheckOutcome | undefined
  /** True only for a rollback that is proven to be one. */
  readonly isRollback: boolean
}

/** Everything that a human is asked about. A proven rollback brings nothing new: only what it takes away can matter. */
export function findTriggers(
  snapshot: PrecheckSnapshot,
  { baseline, migrations, cost, isRollback }: TriggerSources,
  panel: Panel,
  rules: PrecheckRules,
): Found[] {
  if (isRollback) return [findCriticalRollback(snapshot.escalation.undone, rules, panel)]
  return [
    findMigrationTriggers(migrations, migrationsIn(snapshot), panel),
    findSecurityTriggers(baseline, snapshot.incidents, rules, panel),
    findCostTriggers(cost, panel),
  ]
}

/** Changed files that may be migrations. */
export function migrationsIn({ rollback }: Pick<PrecheckSnapshot, 'rollback'>): Fact<readonly string[]> {
  return rollback.known ? known(rollback.value.migrations) : rollback
}

import type { Scenario } from '../scenario.ts'
import { dependencyAudit } from './dependency-audit.ts'
import { deploy } from './deploy.ts'
import { requiredChecks } from './required-checks.ts'
import { rollback } from './rollback.ts'
import { watchForADay } from './watch-24h.ts'

/** Every scenario of every example. */
export const scenarios: readonly Scenario[] = [
  ...requiredChecks,
  ...deploy,
  ...rollback,
  ...dependencyAudit,
  ...watchForADay,
]

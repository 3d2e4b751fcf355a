import type { CheckOutcome } from '@operator/report'
import { evaluateMalicious } from './malicious.ts'
import type { DependenciesPolicy } from './policy.ts'
import type { DependenciesSnapshot } from './snapshot.ts'
import { evaluateVulnerable } from './vulnerable.ts'

/** Introduced vulnerabilities at the gate's severity fail; malicious packages fail whatever their age. */
export function evaluateDependencies(
  snapshot: DependenciesSnapshot,
  policy: DependenciesPolicy,
): CheckOutcome[] {
  return [evaluateMalicious(snapshot), evaluateVulnerable(snapshot, policy)]
}

import { evaluateDependencies } from '@operator/dependencies'
import { dependenciesChecks } from '@operator/dependencies/policy'
import { evaluateEnvironment } from '@operator/environment'
import { environmentChecks } from '@operator/environment/policy'
import type { CheckOutcome } from '@operator/report'
import { evaluateSecrets } from '@operator/secrets'
import { secretsChecks } from '@operator/secrets/policy'
import { evaluateWorkflows } from '@operator/workflows'
import { workflowsChecks } from '@operator/workflows/policy'
import { applyExceptions } from './exceptions.ts'
import { evaluatePart } from './part.ts'
import type { BaselinePolicy } from './policy.ts'
import type { BaselineSnapshot } from './snapshot.ts'

/** Judges every part by itself, then applies the policy's exceptions. */
export function evaluateBaseline(
  snapshot: BaselineSnapshot,
  policy: BaselinePolicy,
  now: Date,
): CheckOutcome[] {
  const outcomes = [
    ...evaluatePart(secretsChecks, snapshot.secrets, (facts) => evaluateSecrets(facts, policy.secrets, now)),
    ...evaluatePart(dependenciesChecks, snapshot.dependencies, (facts) =>
      evaluateDependencies(facts, policy.dependencies),
    ),
    ...evaluatePart(workflowsChecks, snapshot.workflows, (facts) =>
      evaluateWorkflows(facts, policy.workflows, now),
    ),
    ...evaluatePart(environmentChecks, snapshot.environment, evaluateEnvironment),
  ]
  return outcomes.map((outcome) => applyExceptions(outcome, policy.exceptions, now))
}

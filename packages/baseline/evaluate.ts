import { type DependenciesSnapshot, evaluateDependencies } from '@operator/dependencies'
import { dependenciesChecks } from '@operator/dependencies/policy'
import { evaluateEnvironment } from '@operator/environment'
import { environmentChecks } from '@operator/environment/policy'
import type { CheckOutcome } from '@operator/report'
import { evaluatePart, type Part } from '@operator/report'
import { evaluateSecrets } from '@operator/secrets'
import { secretsChecks } from '@operator/secrets/policy'
import { evaluateWorkflows } from '@operator/workflows'
import { workflowsChecks } from '@operator/workflows/policy'
import { type Aliases, applyExceptions, staleExceptions } from './exceptions.ts'
import type { BaselinePolicy } from './policy.ts'
import type { BaselineSnapshot } from './snapshot.ts'

/** Judges every part by itself, then applies the policy's exceptions. */
export function evaluateBaseline(
  snapshot: BaselineSnapshot,
  policy: BaselinePolicy,
  now: Date,
): CheckOutcome[] {
  const aliases = aliasesOf(snapshot.dependencies)
  const others = [
    ...evaluatePart(secretsChecks, snapshot.secrets, (facts) => evaluateSecrets(facts, policy.secrets, now)),
    ...evaluatePart(workflowsChecks, snapshot.workflows, (facts) =>
      evaluateWorkflows(facts, policy.workflows, now),
    ),
    ...evaluatePart(environmentChecks, snapshot.environment, evaluateEnvironment),
  ]
  const applied = [
    ...others.map((outcome) => applyExceptions(outcome, policy.exceptions, aliases, now)),
    ...evaluateDependencyPart(snapshot.dependencies, policy, now),
  ]
  // A part that says nothing certain may still hold what an exception is for.
  if (applied.some((outcome) => outcome.status === 'unknown')) return applied
  const stale = staleExceptions(applied, policy.exceptions, aliases, now)
  return applied.map((outcome) =>
    outcome.id === 'security-baseline/dependencies'
      ? { ...outcome, findings: [...outcome.findings, ...stale] }
      : outcome,
  )
}

/** Judges the dependencies with the policy's exceptions. */
export function evaluateDependencyPart(
  part: Part<DependenciesSnapshot>,
  policy: BaselinePolicy,
  now: Date,
): CheckOutcome[] {
  const aliases = aliasesOf(part)
  return evaluatePart(dependenciesChecks, part, (facts) =>
    evaluateDependencies(facts, policy.dependencies),
  ).map((outcome) => applyExceptions(outcome, policy.exceptions, aliases, now))
}

function aliasesOf(part: Part<DependenciesSnapshot>): Aliases {
  if (part.kind === 'crashed') return new Map()
  const { head, base } = part.facts
  return new Map(
    [...base.vulnerabilities, ...head.vulnerabilities].map(({ ids }) => [ids[0] ?? '', ids] as const),
  )
}

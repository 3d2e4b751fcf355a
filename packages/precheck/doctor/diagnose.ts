import type { PrecheckRules } from '../rules.ts'
import type { Diagnosis } from './diagnosis.ts'
import type { DoctorFacts } from './facts.ts'
import { writePaste } from './paste.ts'
import { findRepositoryWeaknesses } from './repository-weaknesses.ts'
import { diagnoseContext, listDemanded } from './required-contexts.ts'
import { findUnanswerable } from './unanswerable.ts'

/** What the token can see, who could forge what is required, what precheck would not know, and what to paste. Pure. */
export function diagnose(facts: DoctorFacts, rules: PrecheckRules, now: Date): Diagnosis {
  const { repository, branch, policy, permissions, ci, trials, untried } = facts
  const demanded = listDemanded(ci, rules)
  return {
    schemaVersion: 1,
    kind: 'doctor',
    repository,
    branch,
    generatedAt: now.toISOString(),
    policy,
    permissions,
    unreadRules: [
      ...(ci.rules.known
        ? []
        : [`What rulesets require of ${branch} could not be read: ${ci.rules.message}`]),
      ...(ci.protection.known
        ? []
        : [`What branch protection requires of ${branch} could not be read: ${ci.protection.message}`]),
    ],
    required: demanded.map(diagnoseContext),
    weaknesses: findRepositoryWeaknesses(ci, demanded, rules),
    tried: trials.map(({ about }) => about),
    untried,
    unanswerable: findUnanswerable(trials, rules, now),
    paste: writePaste(ci, rules, policy.exists),
  }
}

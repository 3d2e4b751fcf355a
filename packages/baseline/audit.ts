import {
  type AuditIssue,
  collectDependencies,
  type DependenciesSnapshot,
  dependenciesSnapshot,
  renderAuditIssue,
  type Vulnerability,
} from '@operator/dependencies'
import type { Range } from '@operator/git'
import type { CheckOutcome } from '@operator/report'
import { collectPart, type Part, partSnapshot } from '@operator/report'
import { evaluateDependencyPart } from './evaluate.ts'
import { isExpired } from './exceptions.ts'
import type { BaselinePolicy } from './policy.ts'

/** The facts of the scheduled audit. */
export const auditSnapshot = partSnapshot(dependenciesSnapshot)
export type AuditSnapshot = Part<DependenciesSnapshot>

/** Reads every dependency of a commit; nothing counts as old. */
export function collectAudit({ repository, head }: Range, policy: BaselinePolicy): Promise<AuditSnapshot> {
  return collectPart('dependencies', new Map(), () =>
    collectDependencies({ repository, head, base: null }, policy.dependencies),
  )
}

/** Judges all dependencies, under the audit's own check ids. */
export function evaluateAudit(snapshot: AuditSnapshot, policy: BaselinePolicy, now: Date): CheckOutcome[] {
  return evaluateDependencyPart(snapshot, policy, now).map((outcome) => ({
    ...outcome,
    id: outcome.id.replace(/^[^/]+/, 'dependency-audit'),
  }))
}

/** The tracking issue's text; undefined when too little is known to change what it says. */
export function auditIssue(
  snapshot: AuditSnapshot,
  policy: BaselinePolicy,
  now: Date,
): AuditIssue | undefined {
  if (snapshot.kind === 'crashed' || !snapshot.facts.source.answered) return undefined
  const live = policy.exceptions.filter((exception) => !isExpired(exception, now))
  const accepted = (one: Vulnerability) =>
    one.malicious ? undefined : live.find(({ id }) => one.ids.includes(id))?.expires
  const issue = renderAuditIssue(snapshot.facts, accepted)
  // Nothing found in a half-read repository is no reason to call it clean.
  return issue.open || snapshot.facts.unread.length === 0 ? issue : undefined
}

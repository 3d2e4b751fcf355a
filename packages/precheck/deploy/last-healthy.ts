import type { Evidence } from '@operator/report'
import type { Unread } from '../fact.ts'
import { findEnvironment, type PrecheckRules, sameEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DeployFacts, DeploymentFacts } from './facts.ts'
import { isGood } from './health.ts'
import { judgeProvenance } from './provenance.ts'

/** Where a rollback of this environment would go to. */
export type LastHealthy =
  | { readonly kind: 'found'; readonly deployment: DeploymentFacts; readonly why: string }
  | { readonly kind: 'none'; readonly environment: string }
  /** There are some, and none comes from where deployments have to come from. */
  | { readonly kind: 'unverified'; readonly message: string; readonly next: string }
  | { readonly kind: 'unread'; readonly fact: Unread }

/** The newest healthy deployment of the environment that counts; undefined where no environment is named. */
export function findLastHealthy(
  { target }: DeployFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): LastHealthy | undefined {
  const { environment } = subject
  if (environment === undefined || target === undefined) return undefined
  if (!target.known) return { kind: 'unread', fact: target }
  const policy = findEnvironment(rules, environment)?.deployments
  const healthy = target.value.deployments.filter(
    (deployment) => sameEnvironment(deployment.environment, environment) && isGood(deployment),
  )
  const [first] = healthy
  if (first === undefined) return { kind: 'none', environment }
  const judged = healthy.map((deployment) => ({
    deployment,
    provenance: judgeProvenance(deployment, policy, subject.branch),
  }))
  const counted = judged.find(({ provenance }) => provenance.counts)
  if (counted !== undefined) {
    return { kind: 'found', deployment: counted.deployment, why: counted.provenance.why }
  }
  const why = judged[0]?.provenance.why ?? 'nothing is known about it'
  return {
    kind: 'unverified',
    message: `The newest healthy deployment to ${environment} does not count: ${why}.`,
    next: `List the workflow or the app that deploys under environments.${environment}.deployments.`,
  }
}

export function lastHealthyEvidence(target: LastHealthy | undefined): Evidence[] {
  if (target?.kind !== 'found') return []
  const { sha, createdAt, environment } = target.deployment
  return [
    {
      fact: `${sha.slice(0, 12)} was healthy in ${environment} (deployed ${createdAt}; ${target.why})`,
      source: 'GitHub deployments',
    },
  ]
}

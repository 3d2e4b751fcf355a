import { verifyEvidence } from '@operator/evidence'
import { type Involvement, isPerson, judgeApprovers } from '@operator/identity'
import type { EvidenceFacts } from '../evidence/facts.ts'
import { findEnvironment, type PrecheckRules, sameEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { EscalationFacts } from './facts.ts'

/** What the approval of a protected environment in this run says yes to. */
export type EnvironmentApproval =
  | {
      readonly kind: 'approved'
      readonly by: string
      readonly environment: string
      readonly fingerprints: ReadonlySet<string>
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'rejected' | 'unclear'; readonly why: string }

/** The environment whose reviewers are asked: the policy's, else the one that is deployed to. */
export function approvalEnvironment(
  rules: PrecheckRules,
  environment: string | undefined,
): string | undefined {
  return findEnvironment(rules, environment)?.['approval-environment'] ?? environment
}

/**
 * GitHub ends a run after 35 days (docs.github.com/en/actions/reference/limits). What people were shown in it and said yes to
 * is bound to its content, not to the hour in which the verdict held. Milliseconds.
 */
const longestRun = 35 * 86_400_000

/**
 * Whoever approved the environment was shown what a job before it had asked: that job's evidence, of this same run, base and
 * policy, says what. GitHub does not tell in which attempt somebody approved, so each of them has to be eligible.
 */
export function judgeEnvironmentApproval(
  { shown, approvals, permissions }: EscalationFacts,
  evidence: EvidenceFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
  involvement: Involvement,
  now: Date,
): EnvironmentApproval {
  const environment = approvalEnvironment(rules, subject.environment)
  if (shown === undefined || environment === undefined) return { kind: 'none' }
  const { parsed, proof } = shown
  if (!parsed.ok || proof === undefined) {
    return {
      kind: 'rejected',
      why: `What its approvers were shown is not known: ${parsed.ok ? 'nothing proves it.' : parsed.message}`,
    }
  }
  const { action, checks } = parsed.statement.predicate
  const verified = verifyEvidence(
    parsed.statement,
    {
      action: action === 'gate' ? 'gate' : 'precheck',
      repositoryId: evidence.repositoryId ?? 0,
      service: evidence.service,
      environment: subject.environment,
      intent: subject.intent,
      head: subject.head,
      tree: subject.tree,
      baseTree: evidence.baseTree,
      policyDigest: evidence.policyDigest,
      enforced: [],
      holdsFor: longestRun,
    },
    proof,
    now,
  )
  if (verified.kind === 'rejected') {
    return {
      kind: 'rejected',
      why: `What its approvers were shown does not count (${verified.code}). ${verified.message}`,
    }
  }
  if (verified.via !== 'same-run') {
    return {
      kind: 'rejected',
      why: 'Its approvers were shown something in this run, and the evidence is of another.',
    }
  }
  if (approvals === undefined) return { kind: 'none' }
  if (!approvals.known)
    return { kind: 'unclear', why: `Who approved ${environment} could not be read: ${approvals.message}` }
  // Apps answer beside the required reviewers (custom protection rules), never instead of them.
  const given = approvals.value.filter(
    (one) => sameEnvironment(one.environment, environment) && isPerson(one.by),
  )
  const judged = judgeApprovers(
    given.map(({ by }) => ({
      account: by,
      permission: permissions[by.login.toLowerCase()] ?? { answered: false, problem: 'It was not asked.' },
    })),
    involvement,
  )
  const refused = judged.find(({ kind }) => kind === 'ineligible')
  const unknown = judged.find(({ kind }) => kind === 'unknown')
  const doubt = refused ?? unknown
  if (doubt !== undefined && doubt.kind !== 'eligible') {
    const why = `The approval of ${environment} does not count. ${doubt.message}`
    return { kind: doubt.kind === 'ineligible' ? 'rejected' : 'unclear', why }
  }
  const by = judged.at(-1)?.login
  if (by === undefined) return { kind: 'none' }
  return {
    kind: 'approved',
    by,
    environment,
    fingerprints: new Set(checks.flatMap(({ questions }) => questions ?? [])),
  }
}

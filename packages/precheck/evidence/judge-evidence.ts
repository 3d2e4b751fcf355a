import { verifyEvidence } from '@operator/evidence'
import {
  type Check,
  type CheckId,
  type CheckLevel,
  type CheckStatus,
  type Finding,
  type Question,
  type Verdict,
  verdictOfStatus,
  worst,
} from '@operator/report'
import type { RecomputedAnswer } from '../recomputed-evidence.ts'
import type { PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { EvidenceFacts, HandedOver } from './facts.ts'

/** One check of another action. Evidence tells no findings. */
export interface OtherCheck {
  readonly id: CheckId
  readonly level: CheckLevel
  readonly status: CheckStatus
  readonly code: string
  readonly findings: readonly Finding[]
  /** Absent where nobody has been asked yet. */
  readonly questions?: readonly Question[] | undefined
  /** The fingerprints under which the evidence says that it was asked; people were shown these. */
  readonly shown?: readonly string[] | undefined
}

/** What another action says about this subject. */
export type OtherAnswer =
  | {
      readonly kind: 'answered'
      readonly verdict: Verdict
      readonly checks: readonly OtherCheck[]
      /** The enforced checks that are not go, in words. */
      readonly worst: readonly string[]
      readonly source: string
      readonly validUntil: string | undefined
    }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string; readonly next: string }
  | { readonly kind: 'missing' }

/** The answer that was worked out in this process, else the one that was handed over, by the action or by the gate, if it can be believed. */
export function judgeEvidence(
  action: 'security-baseline' | 'migration-guard',
  recomputed: RecomputedAnswer | undefined,
  handedOver: HandedOver | undefined,
  facts: EvidenceFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
  now: Date,
): OtherAnswer {
  if (recomputed !== undefined) {
    return {
      kind: 'answered',
      verdict: recomputed.verdict,
      checks: recomputed.checks.map(({ reason, ...check }) => ({ ...check, code: reason.code })),
      worst: recomputed.checks.filter(isWorst).map(({ title, reason }) => `${title}: ${reason.message}`),
      source: 'worked out in this run',
      validUntil: undefined,
    }
  }
  if (handedOver === undefined) return { kind: 'missing' }
  const { parsed, proof } = handedOver
  if (!parsed.ok || proof === undefined) {
    const message = parsed.ok ? 'Nothing was read to believe it for.' : parsed.message
    return {
      kind: 'rejected',
      code: parsed.ok ? 'no-proof' : parsed.code,
      message,
      next: `Hand over the output evidence of ${action}, unchanged.`,
    }
  }
  if (facts.repositoryId === undefined) {
    const message = 'It is not known which repository this is.'
    return { kind: 'rejected', code: 'no-repository-id', message, next: 'Run this in a workflow.' }
  }
  const { predicate } = parsed.statement
  const isPart = predicate.action === 'gate'
  const verified = verifyEvidence(
    parsed.statement,
    {
      action: isPart ? 'gate' : action,
      repositoryId: facts.repositoryId,
      service: facts.service,
      environment: subject.environment,
      intent: subject.intent,
      head: subject.head,
      tree: subject.tree,
      baseTree: facts.baseTree,
      policyDigest: facts.policyDigest,
      enforced: enforcedChecks(action, rules),
      ...(isPart && { holdsFor: partHoldsFor }),
    },
    proof,
    now,
  )
  if (verified.kind === 'rejected') return verified
  const checks = predicate.checks.filter(({ id }) => id.startsWith(`${action}/`))
  if (checks.length === 0) {
    const message = `It says nothing of ${action}.`
    return { kind: 'rejected', code: 'check-missing', message, next: `Hand over evidence of ${action}.` }
  }
  const counted = checks.filter(({ level }) => level === 'enforce')
  const escalated = predicate.checks.find(({ id }) => id === 'precheck/escalation')?.questions
  return {
    kind: 'answered',
    verdict: worst(counted.map(({ status }) => verdictOfStatus(status))),
    checks: checks.map(({ id, level, status, code, questions }) => {
      // What fails is asked about in the escalation alone, which does not tell what was for which check.
      const shown = questions ?? (status === 'fail' ? escalated : undefined)
      return { id, level, status, code, findings: [], ...(shown !== undefined && { shown }) }
    }),
    worst: checks.filter(isWorst).map(({ id, code }) => `${id} (${code})`),
    source: `evidence of ${isPart ? 'the gate in ' : ''}run ${predicate.run?.id ?? '?'}, ${verified.about}, ${verified.via}`,
    validUntil: verified.validUntil,
  }
}

/** As long as the two actions' own evidence: the gate's ends sooner for what precheck says in it. Milliseconds. */
const partHoldsFor = 86_400_000

/** Answered around the real migration only, which is after the evidence. */
const answeredLater: ReadonlySet<CheckId> = new Set([
  'migration-guard/backup',
  'migration-guard/live-state',
  'migration-guard/verify',
])

function enforcedChecks(action: string, { checks }: PrecheckRules): CheckId[] {
  return Object.entries(checks).flatMap(([id, level]) =>
    id.startsWith(`${action}/`) && level === 'enforce' && !answeredLater.has(id) ? [id] : [],
  )
}

function isWorst({ level, status }: Pick<Check, 'level' | 'status'>): boolean {
  return level === 'enforce' && verdictOfStatus(status) !== 'go'
}

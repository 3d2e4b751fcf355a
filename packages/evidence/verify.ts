import { type CheckId, type Verdict, verdictOfStatus, worst } from '@operator/report'
import type { Proof, WorkflowComparison } from './proof.ts'
import type { Statement } from './statement.ts'

/** What the evidence has to be about. */
export interface ExpectedEvidence {
  readonly action: string
  /** GitHub's id: a name can be given to another repository. */
  readonly repositoryId: number
  readonly service: string
  readonly environment: string | undefined
  readonly intent: Statement['predicate']['subject']['intent']
  readonly head: string
  readonly tree: string
  /** The tree of the base that the change is compared with now. */
  readonly baseTree: string | null
  readonly policyDigest: string
  /** The action's checks that count under the policy; each must be there and count. */
  readonly enforced: readonly CheckId[]
}

/** Why evidence counts for nothing. Stable. */
export type EvidenceProblem =
  | 'contradicts-itself'
  | 'other-action'
  | 'other-repository'
  | 'other-service'
  | 'other-environment'
  | 'other-intent'
  | 'other-commit'
  | 'other-base'
  | 'other-policy'
  | 'check-missing'
  | 'from-the-future'
  | 'expired'
  | 'no-run'
  | 'no-token'
  | 'run-unread'
  | 'other-run'
  | 'later-attempt'
  | 'workflow-differs'
  | 'workflow-unread'
  | 'artifact-missing'
  | 'artifact-differs'
  | 'artifact-unread'

export type EvidenceVerdict =
  | {
      readonly kind: 'accepted'
      /** What the evidence says; accepted does not mean go. */
      readonly verdict: Verdict
      /** `same-tree`: another commit with the same content, base and policy. */
      readonly about: 'same-commit' | 'same-tree'
      readonly via: 'same-run' | 'read-back'
      readonly validUntil: string
    }
  /** The check that rests on it is unknown: `evidence-unverified`. */
  | {
      readonly kind: 'rejected'
      readonly code: EvidenceProblem
      /** One sentence. */
      readonly message: string
      /** What to do, one imperative sentence. */
      readonly next: string
    }

type Rejected = Extract<EvidenceVerdict, { kind: 'rejected' }>

/** Clocks of runners differ by less. Milliseconds. */
const clockSkew = 300_000

/**
 * Decides whether a statement counts. It must be about this very content, base and policy, be still valid, agree with
 * itself, and come from a run whose workflow is the default branch's: anybody can write a statement.
 */
export function verifyEvidence(
  evidence: Statement,
  expected: ExpectedEvidence,
  proof: Proof,
  now: Date,
): EvidenceVerdict {
  const { predicate } = evidence
  const rejection =
    contradiction(evidence) ??
    otherSubject(evidence, expected) ??
    incomplete(evidence, expected) ??
    outOfTime(evidence, now) ??
    unproven(evidence, proof)
  if (rejection !== undefined) return rejection
  if (proof.kind === 'none') throw new Error('Evidence without proof was about to be accepted.')
  return {
    kind: 'accepted',
    verdict: predicate.verdict,
    about: predicate.subject.head === expected.head ? 'same-commit' : 'same-tree',
    via: proof.kind,
    validUntil: predicate.validUntil,
  }
}

const again = 'Run the action again and hand over its new evidence.'

function contradiction({ subject: [commit, tree], predicate }: Statement): Rejected | undefined {
  const counted = predicate.checks.filter(({ level }) => level === 'enforce')
  const verdict = worst(counted.map(({ status }) => verdictOfStatus(status)))
  const names = new Set(predicate.checks.map(({ id }) => id))
  const agrees =
    verdict === predicate.verdict &&
    predicate.allowed === (verdict === 'go') &&
    names.size === predicate.checks.length &&
    commit.digest.gitCommit === predicate.subject.head &&
    tree.digest.gitTree === predicate.subject.tree &&
    (predicate.run === null || predicate.run.repository.id === predicate.subject.repository.id)
  if (agrees) return undefined
  return reject('contradicts-itself', 'Its verdict, checks and subject do not agree with each other.', again)
}

function otherSubject({ predicate }: Statement, expected: ExpectedEvidence): Rejected | undefined {
  const { action, subject, baseTree, policyDigest } = predicate
  if (action !== expected.action) {
    const message = `It is the evidence of ${action}, not of ${expected.action}.`
    return reject('other-action', message, `Hand over the output evidence of ${expected.action}.`)
  }
  if (subject.repository.id !== expected.repositoryId) {
    const message = `It is about the repository ${subject.repository.name}.`
    return reject('other-repository', message, 'Hand over evidence of this repository.')
  }
  if (subject.service !== expected.service) {
    const message = `It is about the service ${subject.service}, not ${expected.service}.`
    return reject('other-service', message, `Run ${action} with service: ${expected.service}.`)
  }
  if (subject.environment !== undefined && subject.environment !== expected.environment) {
    const message = `It is about the environment ${subject.environment}.`
    return reject('other-environment', message, `Run ${action} with the environment of this deployment.`)
  }
  if (subject.intent !== expected.intent) {
    const message = `It was made for the intent ${subject.intent}, not ${expected.intent}.`
    return reject('other-intent', message, `Run ${action} with intent: ${expected.intent}.`)
  }
  if (subject.tree !== expected.tree) {
    const message = `It is about ${short(subject.head)}, whose content is another than that of ${short(expected.head)}.`
    return reject('other-commit', message, `Run ${action} on ${short(expected.head)}.`)
  }
  // Also for the same commit: what a change introduces depends on what it is compared with.
  if (baseTree !== expected.baseTree) {
    const message = `It compared with ${subject.baseMeaning}, which is not the base of this run.`
    return reject('other-base', message, `Run ${action} again, with the same environment as here.`)
  }
  if (policyDigest !== expected.policyDigest) {
    return reject('other-policy', 'It was judged by another policy than the one that holds here.', again)
  }
  return undefined
}

function incomplete({ predicate }: Statement, expected: ExpectedEvidence): Rejected | undefined {
  const counted = new Set(predicate.checks.filter(({ level }) => level === 'enforce').map(({ id }) => id))
  const missing = expected.enforced.filter((id) => !counted.has(id))
  if (missing.length === 0) return undefined
  return reject('check-missing', `It says nothing that counts about ${missing.join(', ')}.`, again)
}

function outOfTime({ predicate }: Statement, now: Date): Rejected | undefined {
  if (Date.parse(predicate.generatedAt) > now.getTime() + clockSkew) {
    return reject('from-the-future', `It claims to be from ${predicate.generatedAt}.`, again)
  }
  if (Date.parse(predicate.validUntil) <= now.getTime()) {
    return reject('expired', `It was valid until ${predicate.validUntil}.`, again)
  }
  return undefined
}

function unproven({ predicate }: Statement, proof: Proof): Rejected | undefined {
  const { run } = predicate
  if (run === null) return reject('no-run', 'It was made outside of GitHub Actions.', again)
  switch (proof.kind) {
    case 'none':
      return reject(proof.code, proof.message, remedies[proof.code])
    case 'same-run': {
      const { run: current } = proof
      const same =
        run.id === current.id &&
        run.repository.id === current.repository.id &&
        run.event === current.event &&
        run.headSha === current.headSha &&
        run.workflow.path === current.workflow.path &&
        run.workflow.sha === current.workflow.sha
      if (!same) return reject('other-run', `It describes run ${run.id} otherwise than that run is.`, again)
      if (run.attempt > current.attempt) {
        const message = `It claims attempt ${run.attempt} of this run, which is in attempt ${current.attempt}.`
        return reject('later-attempt', message, again)
      }
      return otherWorkflow(proof.workflow)
    }
    case 'read-back': {
      const { run: origin } = proof
      const same =
        run.id === origin.id &&
        run.repository.id === origin.repositoryId &&
        run.event === origin.event &&
        run.headSha === origin.headSha &&
        run.attempt === origin.attempt &&
        run.workflow.path === origin.path
      if (!same) {
        const message = `GitHub describes run ${run.id} otherwise than the evidence does.`
        return reject('other-run', message, again)
      }
      return otherWorkflow(proof.workflow) ?? otherArtifact(proof.artifact)
    }
  }
}

const remedies = {
  'no-run': again,
  'no-token': 'Give this action a token with actions: read and contents: read.',
  'run-unread': 'Grant this job actions: read, or hand the evidence over from a job of this run (needs).',
} as const

function otherWorkflow(comparison: WorkflowComparison): Rejected | undefined {
  switch (comparison.kind) {
    case 'equal':
      return undefined
    case 'differs': {
      const message = `Its workflow ran with another ${comparison.path} than the default branch has.`
      return reject(
        'workflow-differs',
        message,
        'Run the workflow again from a commit whose workflow is the default branch’s.',
      )
    }
    case 'unread':
      return reject('workflow-unread', comparison.message, 'Grant this job contents: read.')
  }
}

function otherArtifact(comparison: Extract<Proof, { kind: 'read-back' }>['artifact']): Rejected | undefined {
  const next = 'Upload the folder of the report with actions/upload-artifact in the job that made it.'
  switch (comparison.kind) {
    case 'equal':
      return undefined
    case 'missing':
      return reject('artifact-missing', `Its run left no artifact ${comparison.name}.`, next)
    case 'differs':
      return reject('artifact-differs', `Its run left other evidence. ${comparison.message}`, again)
    case 'unread':
      return reject('artifact-unread', `The artifact could not be read. ${comparison.message}`, next)
  }
}

function reject(code: EvidenceProblem, message: string, next: string): Rejected {
  return { kind: 'rejected', code, message, next }
}

function short(oid: string | null): string {
  return oid === null ? 'nothing' : oid.slice(0, 12)
}

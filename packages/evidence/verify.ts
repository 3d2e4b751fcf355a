import { type CheckId, type Verdict, verdictOfStatus, worst } from '@operator/report'
import type { Proof } from './proof.ts'
import { again, type Rejection, reject } from './rejection.ts'
import type { Statement } from './statement.ts'
import { findDoubt } from './verify-proof.ts'

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
  /** Milliseconds from its making on, in place of its own end: a part of what it says may hold for longer than all of it. */
  readonly holdsFor?: number
}

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
  | Rejection

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
    outOfTime(evidence, expected, now) ??
    findDoubt(evidence, proof)
  if (rejection !== undefined) return rejection
  if (proof.kind === 'none') throw new Error('Evidence without proof was about to be accepted.')
  return {
    kind: 'accepted',
    verdict: predicate.verdict,
    about: predicate.subject.head === expected.head ? 'same-commit' : 'same-tree',
    via: proof.kind,
    validUntil: endOf(evidence, expected),
  }
}

function contradiction({ subject: [commit, tree], predicate }: Statement): Rejection | undefined {
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

function otherSubject({ predicate }: Statement, expected: ExpectedEvidence): Rejection | undefined {
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

function incomplete({ predicate }: Statement, expected: ExpectedEvidence): Rejection | undefined {
  const counted = new Set(predicate.checks.filter(({ level }) => level === 'enforce').map(({ id }) => id))
  const missing = expected.enforced.filter((id) => !counted.has(id))
  if (missing.length === 0) return undefined
  return reject('check-missing', `It says nothing that counts about ${missing.join(', ')}.`, again)
}

function endOf({ predicate }: Statement, { holdsFor }: ExpectedEvidence): string {
  if (holdsFor === undefined) return predicate.validUntil
  return new Date(Date.parse(predicate.generatedAt) + holdsFor).toISOString()
}

function outOfTime(evidence: Statement, expected: ExpectedEvidence, now: Date): Rejection | undefined {
  const { predicate } = evidence
  const end = endOf(evidence, expected)
  if (Date.parse(predicate.generatedAt) > now.getTime() + clockSkew) {
    return reject('from-the-future', `It claims to be from ${predicate.generatedAt}.`, again)
  }
  if (Date.parse(end) <= now.getTime()) {
    return reject('expired', `It was valid until ${end}.`, again)
  }
  return undefined
}

function short(oid: string | null): string {
  return oid === null ? 'nothing' : oid.slice(0, 12)
}

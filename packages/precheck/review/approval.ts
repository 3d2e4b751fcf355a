import { countIndependent, type Eligibility, type Involvement, judgeApprovers } from '@operator/identity'
import type { PullRequestFacts, ReviewFacts } from './facts.ts'

/** Whether one pull request is approved. */
export type Approval =
  | { readonly kind: 'approved'; readonly by: readonly string[] }
  | { readonly kind: 'changes-requested'; readonly by: readonly string[] }
  /** GitHub's own rules (code owners, last push, number) are not satisfied yet. */
  | { readonly kind: 'review-required'; readonly by: readonly string[] }
  | { readonly kind: 'missing'; readonly why: readonly string[]; readonly stale: boolean }
  /** `more` independent people would settle it, where any number would. */
  | { readonly kind: 'unknown'; readonly why: readonly string[]; readonly more: number | undefined }

/** Approvals count on the tree that ships, by people who had no hand in it. Push times are never looked at. */
export function judgeApproval(pull: PullRequestFacts, needed: number): Approval {
  const blocking = pull.reviews.filter(({ state, mayWrite }) => state === 'CHANGES_REQUESTED' && mayWrite)
  if (blocking.length > 0 || pull.decision === 'CHANGES_REQUESTED') {
    return { kind: 'changes-requested', by: blocking.map(nameOf) }
  }
  const approvals = pull.reviews.filter(({ state }) => state === 'APPROVED')
  const stale = approvals.filter(({ reviewed }) => reviewed === 'stale' || reviewed === 'gone')
  const current = approvals.filter((review) => !stale.includes(review))
  const involvement: Involvement = {
    pullRequests: [{ number: pull.number, author: pull.author }],
    commits: pull.commits,
    actors: [],
    complete: pull.complete,
  }
  const judged = judgeApprovers(
    current.map(({ author, mayWrite }) => ({
      account: author,
      permission: { answered: true, permission: mayWrite ? 'write' : 'read' },
    })),
    involvement,
  )
  const { atLeast, hidden } = countIndependent(judged, involvement)
  if (atLeast >= needed) {
    const by = [...new Set(judged.flatMap(({ kind, login }) => (kind === 'ineligible' ? [] : [login])))]
    return pull.decision === 'REVIEW_REQUIRED' ? { kind: 'review-required', by } : { kind: 'approved', by }
  }
  if (!pull.complete) {
    return { kind: 'unknown', why: ['Not every review and commit of it could be read.'], more: undefined }
  }
  const unclear = judged.filter(isUnknown)
  const eligible = countPeople(judged, 'eligible')
  const unnamed = countPeople(judged, 'unknown')
  if (eligible + unnamed >= needed) {
    const more = needed - eligible + hidden - unnamed
    return { kind: 'unknown', why: [...new Set(unclear.map(({ message }) => message))], more }
  }
  return {
    kind: 'missing',
    why: [...stale.map(whyStale), ...judged.flatMap(whyNot)],
    stale: stale.length > 0,
  }
}

function countPeople(judged: readonly Eligibility[], kind: Eligibility['kind']): number {
  return new Set(judged.flatMap((one) => (one.kind === kind ? [one.login.toLowerCase()] : []))).size
}

function isUnknown(one: Eligibility): one is Extract<Eligibility, { kind: 'unknown' }> {
  return one.kind === 'unknown'
}

function whyNot(one: Eligibility): string[] {
  return one.kind === 'ineligible' ? [one.message] : []
}

function whyStale({ author, commit, reviewed }: ReviewFacts): string {
  const who = author?.login ?? 'A deleted account'
  return reviewed === 'gone' || commit === undefined
    ? `${who} approved a commit that is gone.`
    : `${who} approved ${commit.slice(0, 8)}, and the code has changed since.`
}

function nameOf({ author }: ReviewFacts): string {
  return author?.login ?? 'a deleted account'
}

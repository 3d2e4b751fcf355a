import { type Eligibility, judgeApprovers } from '@operator/identity'
import type { PullRequestFacts, ReviewFacts } from './facts.ts'

/** Whether one pull request is approved. */
export type Approval =
  | { readonly kind: 'approved'; readonly by: readonly string[] }
  | { readonly kind: 'changes-requested'; readonly by: readonly string[] }
  /** GitHub's own rules (code owners, last push, number) are not satisfied yet. */
  | { readonly kind: 'review-required'; readonly by: readonly string[] }
  | { readonly kind: 'missing'; readonly why: readonly string[]; readonly stale: boolean }
  | { readonly kind: 'unknown'; readonly why: readonly string[] }

/** Approvals count on the tree that ships, by people who had no hand in it. Push times are never looked at. */
export function judgeApproval(pull: PullRequestFacts, needed: number): Approval {
  const blocking = pull.reviews.filter(({ state, mayWrite }) => state === 'CHANGES_REQUESTED' && mayWrite)
  if (blocking.length > 0 || pull.decision === 'CHANGES_REQUESTED') {
    return { kind: 'changes-requested', by: blocking.map(nameOf) }
  }
  const approvals = pull.reviews.filter(({ state }) => state === 'APPROVED')
  const stale = approvals.filter(({ reviewed }) => reviewed === 'stale' || reviewed === 'gone')
  const current = approvals.filter((review) => !stale.includes(review))
  const judged = judgeApprovers(
    current.map(({ author, mayWrite }) => ({
      account: author,
      permission: { answered: true, permission: mayWrite ? 'write' : 'read' },
    })),
    {
      pullRequests: [{ number: pull.number, author: pull.author }],
      commits: pull.commits,
      actors: [],
      complete: pull.complete,
    },
  )
  const eligible = [...new Set(judged.flatMap(({ kind, login }) => (kind === 'eligible' ? [login] : [])))]
  if (eligible.length >= needed) {
    return pull.decision === 'REVIEW_REQUIRED'
      ? { kind: 'review-required', by: eligible }
      : { kind: 'approved', by: eligible }
  }
  const unclear = judged.filter(isUnknown)
  if (eligible.length + unclear.length >= needed) {
    return { kind: 'unknown', why: unclear.map(({ message }) => message) }
  }
  if (!pull.complete) return { kind: 'unknown', why: ['Not every review of it could be read.'] }
  return {
    kind: 'missing',
    why: [...stale.map(whyStale), ...judged.flatMap(whyNot)],
    stale: stale.length > 0,
  }
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

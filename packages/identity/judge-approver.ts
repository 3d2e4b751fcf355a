import { isPerson, sameAccount } from './account.ts'
import { type Contributions, type Contributor, traceContributors, type Untraced } from './contributors.ts'
import type { Candidate, Involvement } from './facts.ts'

/** Whether one person's yes counts. */
export type Eligibility =
  | { readonly kind: 'eligible'; readonly login: string }
  | {
      readonly kind: 'ineligible'
      readonly login: string
      readonly code: Contributor['code'] | 'gone' | 'bot' | 'no-write-permission'
      readonly message: string
    }
  | {
      readonly kind: 'unknown'
      readonly login: string
      readonly code: Untraced['code'] | 'permission-unread'
      readonly message: string
    }

/**
 * Judges everybody who said yes. An approver may write to the repository and is none of: who opened a pull request in the
 * range, wrote, committed or co-wrote a commit in it, pushed it directly or dispatched the run behind it.
 */
export function judgeApprovers(
  candidates: readonly Candidate[],
  involvement: Involvement,
): readonly Eligibility[] {
  const contributions = traceContributors(involvement)
  return candidates.map((candidate) => judge(candidate, contributions))
}

function judge({ account, permission }: Candidate, contributions: Contributions): Eligibility {
  if (account === null) {
    const message = 'The account that approved no longer exists.'
    return { kind: 'ineligible', login: 'ghost', code: 'gone', message }
  }
  const { login } = account
  if (!isPerson(account)) {
    const message = `${login} is a bot: it acts for whoever made it.`
    return { kind: 'ineligible', login, code: 'bot', message }
  }
  const own = contributions.contributors.find((contributor) => sameAccount(contributor, account))
  if (own !== undefined) {
    return { kind: 'ineligible', login, code: own.code, message: `${login} ${own.did}.` }
  }
  if (!permission.answered) {
    const message = `What ${login} may do here could not be read: ${permission.problem}`
    return { kind: 'unknown', login, code: 'permission-unread', message }
  }
  if (!['admin', 'maintain', 'write'].includes(permission.permission)) {
    const message = `${login} may not write to this repository (${permission.permission}).`
    return { kind: 'ineligible', login, code: 'no-write-permission', message }
  }
  const [untraced] = contributions.untraced
  if (untraced !== undefined) {
    const message = `Whether ${login} is independent of the change cannot be told: ${untraced.what}.`
    return { kind: 'unknown', login, code: untraced.code, message }
  }
  return { kind: 'eligible', login }
}

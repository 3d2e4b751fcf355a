import { type Account, isPerson, sameAccount } from './account.ts'
import { type Named, namedBy } from './address.ts'
import type { CommitFacts, Involvement, PullRequestFacts } from './facts.ts'
import { readCoAuthors } from './trailers.ts'

/** Somebody who had a hand in what ships, and how. */
export interface Contributor {
  readonly login: string
  readonly id?: number
  /** Stable: why this person does not count as an approver. */
  readonly code: 'author' | 'dispatcher' | 'commit-author' | 'committer' | 'co-author' | 'pusher'
  /** "wrote commit 0a1b2c3d". */
  readonly did: string
}

/** A hand in it whose owner cannot be named. */
export interface Untraced {
  readonly code:
    | 'author-gone'
    | 'dispatcher-unknown'
    | 'address-unlinked'
    | 'authorship-unproven'
    | 'incomplete'
  /** One clause: "commit 0a1b2c3d is by nobody that GitHub knows (a@example.com)". */
  readonly what: string
}

export interface Contributions {
  readonly contributors: readonly Contributor[]
  readonly untraced: readonly Untraced[]
}

/** Bots that act on a schedule of their own: nobody dispatches them. */
const selfActing = new Set(['dependabot', 'dependabot[bot]', 'renovate', 'renovate[bot]'])

/** Everybody who had a hand in what ships. */
export function traceContributors(involvement: Involvement): Contributions {
  const parts = [
    ...involvement.pullRequests.map(tracePullRequest),
    ...involvement.commits.map(traceCommit),
    ...involvement.actors.map(({ role, account }) => traceActor(role, account)),
  ]
  const untraced: Untraced[] = involvement.complete
    ? []
    : [{ code: 'incomplete', what: 'not everything that ships could be read' }]
  return {
    contributors: parts.flatMap(({ contributors }) => contributors),
    untraced: [...untraced, ...parts.flatMap((part) => part.untraced)],
  }
}

const none: Contributions = { contributors: [], untraced: [] }

function tracePullRequest({ number, author, dispatchedBy }: PullRequestFacts): Contributions {
  if (author === null) {
    return untracedBy('author-gone', `the account that opened pull request #${number} no longer exists`)
  }
  if (isPerson(author)) return by(author, 'author', `opened pull request #${number}`)
  if (dispatchedBy !== undefined) {
    return join(
      dispatchedBy.map((account) =>
        isPerson(account)
          ? by(account, 'dispatcher', `started the run that opened pull request #${number}`)
          : none,
      ),
    )
  }
  if (selfActing.has(author.login.toLowerCase())) return none
  return untracedBy(
    'dispatcher-unknown',
    `it is not known who started the run in which ${author.login} opened pull request #${number}`,
  )
}

function traceCommit(commit: CommitFacts): Contributions {
  const short = commit.oid.slice(0, 8)
  const mergedBy = commit.mergedBy ?? undefined
  const { coAuthors, unread } = readCoAuthors(commit.message)
  // The merger is the "author" of a merge commit that GitHub made; its content is the merged branches'.
  const authorMerged =
    (commit.parents ?? 1) > 1 && commit.signedByGitHub && isMerger(namedBy(commit.author), mergedBy)
  return join([
    authorMerged ? none : traceSignature(commit, 'author', short),
    isMerger(namedBy(commit.committer), mergedBy) ? none : traceSignature(commit, 'committer', short),
    ...coAuthors.map(({ name, email }) =>
      traceNamed(namedBy({ name, email, account: null }), 'co-author', `co-wrote commit ${short}`, short),
    ),
    unread === 0
      ? none
      : untracedBy('address-unlinked', `commit ${short} names co-authors that cannot be read`),
  ])
}

function isMerger(named: Named, mergedBy: Account | undefined): boolean {
  return mergedBy !== undefined && named.kind === 'account' && sameAccount(named, mergedBy)
}

function traceSignature(commit: CommitFacts, side: 'author' | 'committer', short: string): Contributions {
  const named = namedBy(commit[side])
  // Anybody can write these names into a commit; only GitHub's own signature shows that it was GitHub.
  if ((named.kind === 'github' || named.kind === 'bot') && !commit.signedByGitHub) {
    const name = named.kind === 'github' ? 'GitHub' : named.login
    return untracedBy(
      'authorship-unproven',
      `commit ${short} names ${name} as its ${side} without GitHub's signature`,
    )
  }
  return side === 'author'
    ? traceNamed(named, 'commit-author', `wrote commit ${short}`, short)
    : traceNamed(named, 'committer', `committed ${short}`, short)
}

function traceNamed(named: Named, code: Contributor['code'], did: string, short: string): Contributions {
  switch (named.kind) {
    case 'account': {
      const { login, id } = named
      const linked = { login, ...(id !== undefined && { id }), code, did }
      // An address names an account twice over; whichever of the two is meant has had a hand in it.
      const claimed = named.by === 'address' && id !== undefined ? [{ login, code, did }] : []
      return { contributors: [linked, ...claimed], untraced: [] }
    }
    case 'bot':
    case 'github':
      return none
    case 'nobody-known':
      if (code === 'co-author' && isUnattended(named.email)) return none
      return untracedBy(
        'address-unlinked',
        `commit ${short} names ${named.email}, which GitHub links to no account, as its ${roleOf(code)}`,
      )
  }
}

/** `noreply@vendor.example`: the mark that a tool leaves in a trailer. Nobody commits under it as a person. */
function isUnattended(email: string): boolean {
  return /^(no-?reply|do-?not-?reply)@/i.test(email)
}

function traceActor(role: 'push' | 'dispatch', account: Account | null): Contributions {
  if (account === null) return untracedBy('author-gone', `the account behind a ${role} no longer exists`)
  if (!isPerson(account)) return none
  return role === 'push'
    ? by(account, 'pusher', 'pushed directly')
    : by(account, 'dispatcher', 'dispatched the run behind it')
}

function roleOf(code: Contributor['code']): string {
  return code === 'commit-author' ? 'author' : code
}

function by(account: Account, code: Contributor['code'], did: string): Contributions {
  const { login, id } = account
  return { contributors: [{ login, ...(id !== undefined && { id }), code, did }], untraced: [] }
}

function untracedBy(code: Untraced['code'], what: string): Contributions {
  return { contributors: [], untraced: [{ code, what }] }
}

function join(parts: readonly Contributions[]): Contributions {
  return {
    contributors: parts.flatMap(({ contributors }) => contributors),
    untraced: parts.flatMap(({ untraced }) => untraced),
  }
}

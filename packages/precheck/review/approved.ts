import type { CheckOutcome } from '@operator/report'
import { ask, counted, fail, listed, notApplicable, pass, unanswered, unknown } from '../outcome.ts'
import { type PrecheckRules, tierOf } from '../rules.ts'
import { isDeploying, type SubjectFacts } from '../subject.ts'
import { type Approval, judgeApproval } from './approval.ts'
import type { PullRequestFacts, RangeCommitFacts, ReviewsFacts } from './facts.ts'
import { listPullRequests, pullRequestOf } from './pull-request-of.ts'

const id = 'precheck/approved'

/** Every pull request that ships was approved, on the tree that ships, by somebody who had no hand in it. */
export function evaluateApproved(
  { commits, pullRequests, rules: demanded, cut }: ReviewsFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): CheckOutcome {
  const tier = tierOf(rules, subject.environment)
  if (isDeploying(subject) && tier !== 'production') {
    return notApplicable(
      id,
      'no-human-needed',
      `${subject.environment} is a ${tier} environment: it is decided without a human.`,
    )
  }
  if (!pullRequests.known) return unanswered(id, 'The pull requests that ship', pullRequests)
  if (!commits.known) return unanswered(id, 'Which commits ship', commits)
  const needed = Math.max(rules.precheck.approvals, demanded.known ? (demanded.value?.approvals ?? 0) : 0)
  const judged = pullRequests.value.map((pull) => ({
    pull,
    approval: ships(pull, commits.value, subject) ? judgeApproval(pull, needed) : notWhatShips(pull),
  }))
  const evidence = judged.map(({ pull, approval }) => ({
    fact: `#${pull.number} at ${pull.head.slice(0, 8)}: ${describe(approval)}`,
    source: 'GitHub reviews',
    url: pull.url,
  }))
  const { branch } = subject
  if (branch === undefined) {
    return unknown(id, 'no-branch', 'It is not known which branch this is for.', {
      next: 'Run this in a workflow: its event names the branch.',
    })
  }
  const bare = commits.value.filter(
    (commit) => pullRequestOf(commit, branch) === undefined || commit.content === 'on-top',
  )
  if (bare.length > 0) {
    const names = listed(bare.map(({ oid, author }) => `${oid.slice(0, 8)} by ${author}`))
    return fail(
      id,
      'unreviewed-commits',
      `Nobody was asked about commits without a pull request to ${branch}: ${names}.`,
      {
        evidence,
        next: 'Have them reviewed in a pull request.',
      },
    )
  }
  const refused = judged.find(({ approval }) => approval.kind === 'changes-requested')
  if (refused !== undefined) {
    const message = `#${refused.pull.number}: ${describe(refused.approval)}.`
    return fail(id, 'changes-requested', message, {
      evidence,
      next: `Settle the requested changes of #${refused.pull.number}, then have it approved.`,
    })
  }
  const lacking = judged.filter(
    ({ approval }) => approval.kind === 'missing' || approval.kind === 'review-required',
  )
  const [first] = lacking
  if (first !== undefined) return lackingApproval(first, lacking.length, needed, evidence, subject)
  const unclear = judged.find(({ approval }) => approval.kind === 'unknown')
  if (unclear?.approval.kind === 'unknown') {
    const { number } = unclear.pull
    const { more } = unclear.approval
    return unknown(id, 'approver-unknown', `#${number}: ${describe(unclear.approval)}`, {
      evidence,
      next:
        more === undefined
          ? `Run this again; if it stays, look at the reviews of #${number} yourself.`
          : `Have #${number} approved by ${counted(more, 'more person', 'more people')} who had no hand in it: not all of them can be the one who cannot be named.`,
    })
  }
  const altered = commits.value.filter(({ content }) => content === 'unclear')
  if (altered.length > 0) {
    const names = listed(altered.map(({ oid, author }) => `${oid.slice(0, 8)} by ${author}`))
    return unknown(
      id,
      'merge-unverified',
      `Merged by hand, and not what git makes of the reviewed sides alone: ${names}.`,
      { evidence, next: `Compare ${altered[0]?.oid.slice(0, 8) ?? 'it'} with what was reviewed.` },
    )
  }
  if (!demanded.known)
    return unanswered(id, 'What the rulesets demand of pull requests', demanded, { evidence })
  const untold = judged.find(({ pull }) => pull.decision === undefined)
  if (demanded.value !== null && untold !== undefined) {
    const { approvals, codeOwners, lastPush } = demanded.value
    // GitHub decides about code owners and the last push; without a decision, where one is due, nobody has.
    if (approvals > 0 && (codeOwners || lastPush)) {
      const what = [...(codeOwners ? ['of code owners'] : []), ...(lastPush ? ['of the last push'] : [])]
      return unknown(
        id,
        'rules-undecided',
        `${branch} demands the approval ${what.join(' and ')}, and GitHub does not tell whether #${untold.pull.number} has it.`,
        { evidence, next: `Look at the reviews of #${untold.pull.number} on GitHub.` },
      )
    }
  }
  const unread = missingPullRequests(commits.value, pullRequests.value, subject, branch)
  if (unread !== undefined) {
    return unknown(id, 'pull-requests-unread', `Not every pull request that ships was read: ${unread}.`, {
      evidence,
      next: 'Run this again.',
    })
  }
  if (cut !== undefined) return notAllRead(cut, judged.length, evidence)
  if (judged.length === 0) {
    return pass(
      id,
      'nothing-new',
      `Nothing ships that is not already there (since ${subject.baseMeaning}).`,
      { evidence },
    )
  }
  const names = listed(
    judged.map(({ pull }) => `#${pull.number}`),
    10,
  )
  return pass(id, 'approved', `${counted(judged.length, 'pull request')} approved: ${names}.`, { evidence })
}

/** What ships and was not looked at, so that an empty list is never taken for nothing to look at. */
function missingPullRequests(
  commits: readonly RangeCommitFacts[],
  pulls: readonly PullRequestFacts[],
  subject: SubjectFacts,
  branch: string,
): string | undefined {
  const read = new Set(pulls.map(({ number }) => number))
  const missing = listPullRequests(commits, branch).filter((number) => !read.has(number))
  if (missing.length > 0) return listed(missing.map((number) => `#${number}`))
  return isDeploying(subject) || pulls.length > 0 ? undefined : 'none was found'
}

/** An open pull request may have moved on, or back, from what is deployed. */
function ships(
  { merged, head }: PullRequestFacts,
  commits: readonly RangeCommitFacts[],
  subject: SubjectFacts,
): boolean {
  return merged || !isDeploying(subject) || commits.some(({ oid }) => oid === head)
}

function notWhatShips({ head }: PullRequestFacts): Approval {
  return { kind: 'missing', why: [`It is at ${head.slice(0, 8)}, which is not what ships.`], stale: true }
}

function lackingApproval(
  { pull, approval }: { readonly pull: PullRequestFacts; readonly approval: Approval },
  count: number,
  needed: number,
  evidence: readonly { readonly fact: string; readonly source: string }[],
  subject: SubjectFacts,
): CheckOutcome {
  const others = count > 1 ? ` ${count - 1} more lack it too.` : ''
  const message = `#${pull.number}: ${describe(approval)}${others}`
  const next = `Have #${pull.number} approved by ${counted(needed, 'person', 'people')} with write access who had no hand in it.`
  const code =
    approval.kind === 'missing' && approval.stale
      ? 'approval-stale'
      : approval.kind === 'review-required'
        ? 'review-required'
        : 'approval-missing'
  // On a pull request the approval is still to come: a person is asked, nothing has gone wrong.
  return subject.stage === 'pull-request'
    ? ask(id, code, message, { evidence, next })
    : fail(id, code, message, { evidence, next })
}

function notAllRead(
  cut: NonNullable<ReviewsFacts['cut']>,
  count: number,
  evidence: readonly { readonly fact: string; readonly source: string }[],
): CheckOutcome {
  const read = `the newest ${counted(count, 'pull request')} of it are approved`
  switch (cut) {
    case 'no-base':
      return ask(
        id,
        'first-deployment',
        `No healthy deployment is recorded, so all of the history ships; ${read}.`,
        {
          evidence,
          next: 'Let a person confirm this first deployment.',
        },
      )
    case 'too-long':
      return unknown(id, 'range-too-long', `The range is longer than what was looked at; ${read}.`, {
        evidence,
        next: 'Deploy in smaller steps.',
      })
    case 'shallow':
      return unknown(id, 'shallow-clone', `The clone is cut off before the range begins; ${read}.`, {
        evidence,
        next: 'Check out with fetch-depth: 0.',
      })
  }
}

function describe(approval: Approval): string {
  switch (approval.kind) {
    case 'approved':
      return `approved by ${listed(approval.by)}`
    case 'changes-requested':
      return `${approval.by.length === 0 ? 'a reviewer' : listed(approval.by)} asked for changes`
    case 'review-required':
      return `approved by ${listed(approval.by)}, but GitHub's rules of the branch still ask for a review (code owners or the last push).`
    case 'missing':
      return approval.why.length === 0
        ? 'nobody has approved it.'
        : `no approval counts. ${approval.why.join(' ')}`
    case 'unknown':
      return approval.why.join(' ')
  }
}

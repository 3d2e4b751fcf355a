import { type CheckOutcome, shorten } from '@operator/report'
import { ask, counted, fail, listed, notApplicable, pass, unanswered, unknown } from '../outcome.ts'
import { type PrecheckRules, tierOf } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { RangeCommitFacts, ReviewsFacts } from './facts.ts'
import { listPullRequests, mergedInto } from './pull-request-of.ts'

const id = 'precheck/merged'

/** Every commit that ships must have come to the branch by a merged pull request. */
export function evaluateMerged(
  { commits, cut }: ReviewsFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): CheckOutcome {
  const tier = tierOf(rules, subject.environment)
  if (tier !== 'production') {
    return notApplicable(
      id,
      'unmerged-accepted',
      `${subject.environment} is a ${tier} environment: it accepts what is not merged yet.`,
    )
  }
  if (!commits.known) return unanswered(id, 'Which pull requests ship', commits)
  const { branch } = subject
  if (branch === undefined) {
    return unknown(id, 'no-branch', 'It is not known which branch is deployed from.', {
      next: 'Run this in a workflow: its event names the default branch.',
    })
  }
  const evidence = [
    {
      fact: `${counted(commits.value.length, 'commit')} on the first-parent line since ${subject.baseMeaning}`,
      source: 'git and GitHub',
    },
  ]
  const direct = commits.value.filter(
    ({ pullRequests, content }) => pullRequests.length === 0 || content === 'on-top',
  )
  if (direct.length > 0) {
    return fail(id, 'direct-push', `Pushed without a pull request: ${listed(direct.map(nameOf))}.`, {
      evidence: [
        ...evidence,
        ...direct.slice(0, 20).map((commit) => ({ fact: nameOf(commit), source: 'git and GitHub' })),
      ],
      next: 'Put it through a pull request, or have it approved as a hotfix.',
    })
  }
  const unmerged = commits.value.filter((commit) => mergedInto(commit, branch) === undefined)
  if (unmerged.length > 0) {
    const places = unmerged.map((commit) => `${nameOf(commit)} of ${whereTo(commit)}`)
    return fail(id, 'not-merged', `Not merged into ${branch}: ${listed(places)}.`, {
      evidence,
      next: `Merge it into ${branch} first, and deploy ${branch}.`,
    })
  }
  switch (cut) {
    case 'no-base':
      return ask(
        id,
        'first-deployment',
        `No healthy deployment is recorded, so all of the history ships for the first time; its newest ${counted(commits.value.length, 'commit')} came by pull request.`,
        { evidence, next: 'Let a person confirm this first deployment.' },
      )
    case 'too-long':
      return unknown(
        id,
        'range-too-long',
        `More commits ship than the newest ${commits.value.length} that were looked at.`,
        {
          evidence,
          next: 'Deploy in smaller steps.',
        },
      )
    case 'shallow':
      return unknown(id, 'shallow-clone', 'The clone is cut off before the range begins.', {
        evidence,
        next: 'Check out with fetch-depth: 0.',
      })
    case undefined:
      break
  }
  if (commits.value.length === 0) {
    return pass(
      id,
      'nothing-new',
      `Nothing ships that is not already there (since ${subject.baseMeaning}).`,
      { evidence },
    )
  }
  const numbers = listPullRequests(commits.value, branch)
  const names = listed(
    numbers.map((number) => `#${number}`),
    10,
  )
  return pass(id, 'merged', `${counted(commits.value.length, 'commit')} came to ${branch} by ${names}.`, {
    evidence,
  })
}

function nameOf({ oid, title, author }: RangeCommitFacts): string {
  return `${oid.slice(0, 8)} "${shorten(title, 60)}" by ${author}`
}

function whereTo({ pullRequests }: RangeCommitFacts): string {
  return pullRequests
    .map(({ number, merged, baseBranch }) => `#${number} (${merged ? `merged into ${baseBranch}` : 'open'})`)
    .join(', ')
}

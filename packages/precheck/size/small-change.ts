import type { CheckOutcome } from '@operator/report'
import type { Fact } from '../fact.ts'
import { ask, counted, listed, notApplicable, pass, unanswered, unknown } from '../outcome.ts'
import type { ReviewsFacts } from '../review/facts.ts'
import type { PrecheckRules } from '../rules.ts'
import { isDeploying, type SubjectFacts } from '../subject.ts'
import type { SizeFacts } from './facts.ts'

const id = 'precheck/small-change'

/** What ships at once is small enough for one person to understand; more is asked about, never forbidden. */
export function evaluateSmallChange(
  size: Fact<SizeFacts>,
  { commits, cut }: ReviewsFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): CheckOutcome {
  const { 'pull-requests': maxPulls, lines: maxLines } = rules.precheck.limits
  if (subject.base === null && !isDeploying(subject)) {
    return notApplicable(id, 'no-base', 'Nothing is named that this is a change of.')
  }
  if (!size.known) return unanswered(id, 'How much changes', size)
  const { lines, files, uncounted, unread } = size.value
  const pulls = commits.known
    ? new Set(commits.value.flatMap(({ pullRequests }) => pullRequests.map(({ number }) => number))).size
    : undefined
  const direct = commits.known
    ? commits.value.filter(({ pullRequests }) => pullRequests.length === 0).length
    : 0
  // Before the merge it is one pull request, however many commits it has.
  const steps = isDeploying(subject) ? (pulls === undefined ? undefined : pulls + direct) : 1
  const extent = `${counted(lines, 'changed line')} in ${counted(files, 'file')}`
  const evidence = [
    { fact: `${extent}, ${uncounted} generated, locked or binary ones not counted`, source: 'git' },
    ...(pulls === undefined
      ? []
      : [
          {
            fact: `${counted(pulls, 'pull request')}${direct === 0 ? '' : ` and ${counted(direct, 'commit')} without one`} since ${subject.baseMeaning}`,
            source: 'git and GitHub',
          },
        ]),
  ]
  if (subject.base === null) {
    return ask(
      id,
      'first-deployment',
      'Everything ships at once: no healthy deployment is recorded before it.',
      {
        evidence,
        next: 'Let a person confirm this first deployment.',
      },
    )
  }
  const over = [
    ...(lines > maxLines ? [`${lines} changed lines (more than ${maxLines})`] : []),
    ...(steps !== undefined && steps > maxPulls
      ? [`${counted(steps, 'pull request')} at once (more than ${maxPulls})`]
      : []),
  ]
  if (over.length > 0) {
    return ask(id, 'change-too-large', `This is ${over.join(' and ')}: what breaks is hard to find in it.`, {
      evidence,
      next: isDeploying(subject)
        ? 'Deploy an earlier commit first, or let a person confirm this one.'
        : 'Split it, or let a person confirm it.',
    })
  }
  if (steps === undefined && !commits.known)
    return unanswered(id, 'Which pull requests ship', commits, { evidence })
  if (unread.length > 0) {
    return unknown(id, 'unread-files', `Not counted: ${listed(unread)}.`, {
      evidence,
      next: 'Look at these files yourself.',
    })
  }
  if (cut !== undefined && isDeploying(subject)) {
    return unknown(id, 'range-cut', 'Not every commit that ships could be looked at.', {
      evidence,
      next: 'Check out with fetch-depth: 0, and deploy in smaller steps.',
    })
  }
  return pass(id, 'small', `${extent}${steps === undefined ? '' : `, ${counted(steps, 'pull request')}`}.`, {
    evidence,
  })
}

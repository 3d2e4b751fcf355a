import { counted } from '@operator/report'
import type { BacktestReason, BacktestResult } from './result.ts'

/** The answer in one sentence. */
export function answerOf(result: BacktestResult): string {
  const { verdicts, pullRequests, unlisted, branch } = result
  if (unlisted !== undefined)
    return `Nothing was replayed: the list of pull requests could not be read. ${unlisted.message}`
  if (pullRequests.length === 0) {
    return `Nothing was replayed: no pull request was ever merged into ${branch}, as far as this token sees.`
  }
  return `Of ${counted(pullRequests.length, 'pull request')} it would have let ${verdicts.go} pass, blocked ${verdicts['no-go']}, asked a person about ${verdicts['ask-human']}, and not have known enough of ${verdicts.incomplete}.`
}

/** What to do next, in one sentence. */
export function nextOf({
  unlisted,
  unreplayed,
  verdicts,
  pullRequests,
  reasons,
  branch,
}: BacktestResult): string {
  if (unlisted !== undefined) return 'Give a token with pull-requests: read, and run this again.'
  if (pullRequests.length === 0)
    return `Check that ${branch} is the branch that pull requests are merged into.`
  if (unreplayed.some(({ code }) => code === 'rate-limited')) {
    return 'Run this again when the API budget of the repository is renewed.'
  }
  if (unreplayed.some(({ code }) => code === 'not-in-clone'))
    return `Fetch ${branch} with its whole history, and run this again.`
  if (verdicts.go === pullRequests.length) {
    return 'Nothing stands in the way: look at the checks that only report, and enforce those you want.'
  }
  const [first] = reasons
  return first?.level === 'enforce'
    ? `Look first at ${counted(first.count, 'pull request')} where “${first.title}” says ${first.code}, and mend either the cause or the policy.`
    : 'Look at the pull requests that could not be replayed.'
}

/** What was asked, under which policy. */
export function questionOf({ repository, branch, asked, policy }: BacktestResult): string {
  return `${repository}: the last ${counted(asked, 'pull request')} merged into ${branch}, policy: ${policy.origin}`
}

export interface ReasonGroup {
  readonly title: string
  readonly reasons: readonly BacktestReason[]
}

export function groupsOf({ reasons }: BacktestResult): ReasonGroup[] {
  const groups = [
    { title: 'Why: checks that are enforced', reasons: reasons.filter(({ level }) => level === 'enforce') },
    {
      title: 'What else was found: checks that only report, and would count if they were enforced',
      reasons: reasons.filter(({ level }) => level !== 'enforce'),
    },
  ]
  return groups.filter((group) => group.reasons.length > 0)
}

/** What a status would have done. */
export function effectOf({ status }: BacktestReason): string {
  switch (status) {
    case 'fail':
      return 'blocks'
    case 'ask':
      return 'asks'
    case 'unknown':
    case 'pending':
      return 'not known'
    case 'pass':
    case 'not-applicable':
    case 'overridden':
      return 'passes'
  }
}

/** So many pull requests of a reason are named; the JSON document has all. */
export const shownPullRequests = 12

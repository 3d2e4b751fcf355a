import { describeProblem, type GitHub, type MergedPullRequest, readReportTimes } from '@operator/github'
import { assembleChecks, verdictOfChecks, verdictOfStatus } from '@operator/report'
import { collectPrecheck } from '../collect.ts'
import { evaluatePrecheck } from '../evaluate.ts'
import { outsideRun } from '../outside-run.ts'
import { precheckChecks } from '../policy.ts'
import type { PrecheckRequest } from '../request.ts'
import { findMergedChange, type MergedChange } from './merged-change.ts'
import type { BacktestRequest } from './request.ts'
import type { ReplayedPullRequest, Unreplayed } from './result.ts'
import { rewind } from './rewind.ts'

/** Judges one pull request as it was when it was merged. Whatever goes wrong is about this one alone. */
export async function replayPullRequest(
  pull: MergedPullRequest,
  request: BacktestRequest,
): Promise<ReplayedPullRequest> {
  try {
    const change = await findMergedChange(request.repository, pull)
    return 'code' in change ? leaveOut(pull, change) : await judge(pull, change, request)
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return leaveOut(pull, { code: 'crashed', message: `Operator could not replay it: ${line.slice(0, 300)}` })
  }
}

/** A pull request that nobody replayed: nothing is known of it. */
export function leaveOut(pull: MergedPullRequest, unreplayed: Unreplayed): ReplayedPullRequest {
  return { ...describe(pull), verdict: 'incomplete', found: [], unreplayed }
}

async function judge(
  pull: MergedPullRequest,
  change: MergedChange,
  request: BacktestRequest,
): Promise<ReplayedPullRequest> {
  const { github, rules } = request
  const times = await readReportTimes(github, { number: pull.number, oid: pull.head })
  if (!times.ok) {
    return leaveOut(pull, { code: times.problem.kind, message: describeProblem(times.problem) })
  }
  const snapshot = await collectPrecheck(toRequest(pull, change, request, github))
  const { checks } = snapshot.ci
  if (!checks.known && checks.code === 'rate-limited') {
    return leaveOut(pull, { code: checks.code, message: checks.message })
  }
  const past = rewind(snapshot, times.value, pull.mergedAt)
  const { outcomes } = evaluatePrecheck(past, rules, new Date(pull.mergedAt))
  const judged = assembleChecks(precheckChecks, outcomes, rules.checks)
  return {
    ...describe(pull),
    verdict: verdictOfChecks(judged),
    found: judged
      .filter(({ status }) => verdictOfStatus(status) !== 'go')
      .map(({ id, level, status, reason }) => ({
        check: id,
        level,
        status,
        code: reason.code,
        message: reason.message,
      })),
  }
}

function describe({ number, title, url, mergedAt, head }: MergedPullRequest) {
  return { number, title, url, mergedAt, head }
}

/** The question that the pull request itself would have asked, right before it was merged. */
function toRequest(
  pull: MergedPullRequest,
  { base, head }: MergedChange,
  { repository, branch, rules, policy, progress }: BacktestRequest,
  github: GitHub,
): PrecheckRequest {
  return {
    ...outsideRun,
    range: { repository, base, head },
    baseMeaning: `${branch} right before the merge`,
    stage: 'pull-request',
    environment: undefined,
    repository: github.repository,
    branch,
    target: base ?? undefined,
    pullRequest: { number: pull.number, head: pull.head },
    attendance: { actor: undefined, event: 'pull_request', watcher: undefined, incident: undefined },
    directory: repository.directory,
    rules,
    policy: { path: policy.path, digest: policy.digest, edits: [] },
    github,
    now: new Date(pull.mergedAt),
    progress: (at) => progress(`#${pull.number}: ${at}`),
  }
}

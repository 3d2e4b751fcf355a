import { severityOf, verdictOfStatus } from '@operator/report'
import { precheckChecks } from '../policy.ts'
import { type BacktestReason, type BacktestResult, noVerdicts, type ReplayedPullRequest } from './result.ts'

/** Counts verdicts and reasons. Pure. */
export function summarise(
  pulls: readonly ReplayedPullRequest[],
): Pick<BacktestResult, 'verdicts' | 'reasons' | 'unreplayed'> {
  const verdicts = { ...noVerdicts }
  for (const { verdict } of pulls) verdicts[verdict] += 1
  return { verdicts, reasons: groupReasons(pulls), unreplayed: groupUnreplayed(pulls) }
}

function groupReasons(pulls: readonly ReplayedPullRequest[]): BacktestReason[] {
  const all = pulls.flatMap(({ number, found }) => found.map((one) => ({ ...one, number })))
  const groups = Map.groupBy(all, ({ check, level, status, code }) =>
    JSON.stringify([check, level, status, code]),
  )
  const reasons = [...groups.values()].flatMap((group): BacktestReason[] => {
    const [first] = group
    if (first === undefined) return []
    const { check, level, status, code, message } = first
    return [
      {
        check,
        title: precheckChecks.find(({ id }) => id === check)?.title ?? check,
        level,
        status,
        code,
        count: group.length,
        pullRequests: group.map(({ number }) => number),
        example: message,
      },
    ]
  })
  const rank = ({ level, status }: BacktestReason) =>
    (level === 'enforce' ? 10 : 0) + severityOf(verdictOfStatus(status))
  return reasons.sort((a, b) => rank(b) - rank(a) || b.count - a.count || (a.check < b.check ? -1 : 1))
}

function groupUnreplayed(pulls: readonly ReplayedPullRequest[]): BacktestResult['unreplayed'] {
  const left = pulls.flatMap(({ number, unreplayed }) =>
    unreplayed === undefined ? [] : [{ number, ...unreplayed }],
  )
  return [...Map.groupBy(left, ({ code }) => code)].map(([code, group]) => ({
    code,
    count: group.length,
    pullRequests: group.map(({ number }) => number),
    example: group[0]?.message ?? '',
  }))
}

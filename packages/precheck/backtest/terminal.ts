import { listed, makeVisible, shorten } from '@operator/report'
import type { BacktestResult } from './result.ts'
import { answerOf, effectOf, groupsOf, nextOf, questionOf, shownPullRequests } from './words.ts'

/** The result as plain text for a terminal. */
export function printBacktest(result: BacktestResult): string {
  const lines = [
    text(answerOf(result), 500),
    `  next: ${text(nextOf(result), 500)}`,
    `  ${text(questionOf(result), 300)}`,
  ]
  if (!result.complete && result.unlisted === undefined)
    lines.push('  There may be newer merges: the list was too long to be read to its end.')
  for (const { title, reasons } of groupsOf(result)) {
    lines.push('', title)
    for (const reason of reasons) {
      lines.push(
        `  ${String(reason.count).padStart(4)} × ${effectOf(reason).padEnd(9)}  ${reason.title} (${reason.code}): ${numbers(reason.pullRequests)}`,
        `         ${text(reason.example, 200)}`,
      )
    }
  }
  if (result.unreplayed.length > 0) lines.push('', 'Not replayed, and counted as not known')
  for (const { count, code, pullRequests, example } of result.unreplayed) {
    lines.push(
      `  ${String(count).padStart(4)} × ${code}: ${numbers(pullRequests)}`,
      `         ${text(example, 200)}`,
    )
  }
  lines.push('', 'What a replay cannot tell', ...result.limits.map((limit) => `  - ${limit}`))
  const { graphql_points: points, rest_calls: calls } = result.api
  lines.push('', `${calls} REST calls, ${points} GraphQL points, Operator ${result.version}`)
  return `${lines.join('\n')}\n`
}

function numbers(pulls: readonly number[]): string {
  return listed(
    pulls.map((number) => `#${number}`),
    shownPullRequests,
  )
}

function text(untrusted: string, length: number): string {
  return makeVisible(shorten(untrusted, length))
}

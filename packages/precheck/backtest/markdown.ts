import { codeSpan, escapeMarkdown, listed, shorten } from '@operator/report'
import type { BacktestResult } from './result.ts'
import { answerOf, effectOf, groupsOf, nextOf, questionOf, shownPullRequests } from './words.ts'

/** The result as GitHub Markdown. Numbers become links where it is read in the repository itself. */
export function renderBacktest(result: BacktestResult): string {
  const parts = [
    `## Backtest: ${text(answerOf(result), 500)}`,
    `**Next:** ${text(nextOf(result), 500)}`,
    text(questionOf(result), 300),
    ...(result.complete || result.unlisted !== undefined
      ? []
      : ['There may be newer merges: the list was too long to be read to its end.']),
    ...groupsOf(result).map(({ title, reasons }) =>
      [
        `**${title}**\n`,
        '| | check | found | for example | pull requests |',
        '|---:|---|---|---|---|',
        ...reasons.map(
          (reason) =>
            `| ${reason.count} | ${text(reason.title, 100)} | ${effectOf(reason)}: ${codeSpan(reason.code)} | ${text(reason.example, 200)} | ${numbers(reason.pullRequests)} |`,
        ),
      ].join('\n'),
    ),
    ...(result.unreplayed.length === 0
      ? []
      : [
          [
            '**Not replayed, and counted as not known**\n',
            '| | why | for example | pull requests |',
            '|---:|---|---|---|',
            ...result.unreplayed.map(
              ({ count, code, example, pullRequests }) =>
                `| ${count} | ${codeSpan(code)} | ${text(example, 200)} | ${numbers(pullRequests)} |`,
            ),
          ].join('\n'),
        ]),
    [
      '<details><summary>What a replay cannot tell</summary>\n',
      ...result.limits.map((limit) => `- ${text(limit, 400)}`),
      '\n</details>',
    ].join('\n'),
    `<sub>${result.api.rest_calls} REST calls, ${result.api.graphql_points} GraphQL points · Operator ${text(result.version, 40)}</sub>`,
  ]
  return `${parts.join('\n\n')}\n`
}

function numbers(pulls: readonly number[]): string {
  return listed(
    pulls.map((number) => `#${number}`),
    shownPullRequests,
  )
}

function text(untrusted: string, length: number): string {
  return escapeMarkdown(shorten(untrusted, length))
}

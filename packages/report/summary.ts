import { renderAccount } from './account-markdown.ts'
import type { Check, CheckStatus } from './check.ts'
import { countStates, findingRow, findingsHeader, sortFindings } from './findings-table.ts'
import { headline, nextStep, verdictSymbol } from './headline.ts'
import { codeSpan, escapeHtml, escapeMarkdown } from './markdown.ts'
import { orderChecks } from './order-checks.ts'
import type { Report } from './report.ts'
import { shorten } from './wording.ts'

/** The runner rejects a larger job summary (actions/runner, AttachmentSizeLimit). */
export const summaryLimit = 1024 * 1024

export interface MarkdownOptions {
  /** UTF-8 bytes. */
  readonly limit: number
  /** In a public repository existing findings appear as counts only: a list of old holes is a map for strangers. */
  readonly existing: 'listed' | 'counted'
}

const statusSymbol: Readonly<Record<CheckStatus, string>> = {
  pass: '✅',
  fail: '❌',
  ask: '🙋',
  unknown: '❔',
  pending: '⏳',
  'not-applicable': '➖',
  overridden: '🔓',
}

/** Room for the closing lines, which must fit whatever was cut before them. */
const reserve = 4_096

/**
 * The report as GitHub Markdown: verdict in words, what to do, one table, what will happen, details folded away, footer.
 * Over the limit, findings are cut at a row with a count of what was cut; the JSON report stays whole.
 */
export function renderSummary(
  report: Report,
  options: MarkdownOptions = { limit: summaryLimit, existing: 'listed' },
): string {
  const checks = orderChecks(report.checks)
  const parts = [
    `## ${verdictSymbol[report.verdict]} ${escapeMarkdown(shorten(headline(report), 500))}`,
    `**Next:** ${escapeMarkdown(shorten(nextStep(report), 1_000))}`,
    ...policyLine(report),
    checksTable(checks, options.limit / 2),
  ]
  const footer = renderFooter(report)
  let left = options.limit - reserve - bytes(parts.join('\n\n')) - bytes(footer)
  if (report.preamble !== undefined && bytes(report.preamble) < left) {
    parts.splice(parts.length - 1, 0, report.preamble)
    left -= bytes(report.preamble) + 2
  }
  for (const { account } of checks) {
    // Half of the room, so that the findings are not pushed out.
    const text = account === undefined ? '' : renderAccount(account, left / 2)
    if (text === '') continue
    parts.push(text)
    left -= bytes(text) + 2
  }
  let cut = 0
  for (const check of checks) {
    const details = renderDetails(check, options, left)
    cut += details.cut
    if (details.text === '') continue
    parts.push(details.text)
    left -= bytes(details.text) + 2
  }
  if (cut > 0) parts.push(`… and ${cut} more findings in the JSON report.`)
  parts.push(footer)
  return `${parts.join('\n\n')}\n`
}

/** What the judged change would make of the policy: it is not judged by that, and whoever reviews it should know. */
function policyLine({ policy }: Report): string[] {
  const edits = policy.edits ?? []
  if (edits.length === 0) return []
  const listed = edits.slice(0, 5).map(({ key, before, after, effect }) => {
    const values = `${codeSpan(shorten(before, 60))} → ${codeSpan(shorten(after, 60))}`
    return `${codeSpan(shorten(key, 80))} ${values}${effect === 'loosened' ? ' (loosened)' : ''}`
  })
  const rest = edits.length > listed.length ? ` and ${edits.length - listed.length} more` : ''
  return [`**This change edits the policy** and is not judged by it: ${listed.join(', ')}${rest}.`]
}

/** The reasons are shortened until the table fits: a row for every check matters more. */
function checksTable(checks: readonly Check[], limit: number): string {
  const render = (length: number) =>
    ['| | check | why |', '|---|---|---|', ...checks.map((check) => checkRow(check, length))].join('\n')
  return [500, 200, 80].map(render).find((table) => bytes(table) <= limit) ?? render(20)
}

function checkRow(check: Check, length: number): string {
  const level = check.level === 'report' ? ' <sub>report only</sub>' : ''
  const found = countStates(check.findings)
  const why = escapeMarkdown(shorten(check.reason.message, length)) + (found ? ` <sub>(${found})</sub>` : '')
  return `| ${statusSymbol[check.status]} | ${escapeMarkdown(check.title)}${level} | ${why} |`
}

function renderDetails(
  check: Check,
  options: MarkdownOptions,
  budget: number,
): { readonly text: string; readonly cut: number } {
  const listed = sortFindings(check.findings).filter(
    (finding) => options.existing === 'listed' || finding.state === 'introduced',
  )
  const facts = check.evidence.map(
    (fact) =>
      `- ${escapeMarkdown(shorten(fact.fact, 300))} <sub>${escapeMarkdown(shorten(fact.source, 120))}</sub>`,
  )
  if (listed.length === 0 && facts.length === 0) return { text: '', cut: 0 }
  // GitHub takes the line for HTML, in which Markdown's own marks would be shown as they are.
  const title = `${statusSymbol[check.status]} ${escapeHtml(check.title)}: <code>${escapeHtml(check.reason.code)}</code>`
  const head = `<details><summary>${title}</summary>\n`
  const next = check.next === undefined ? [] : [`\n**Next:** ${escapeMarkdown(shorten(check.next, 1_000))}\n`]
  const lines = [head, ...next]
  let left = budget - bytes(lines.join('\n')) - 40
  const take = (line: string): boolean => {
    left -= bytes(line) + 1
    if (left >= 0) lines.push(line)
    return left >= 0
  }
  let shown = 0
  if (listed.length > 0 && take(findingsHeader)) {
    for (const finding of listed) {
      if (!take(findingRow(finding))) break
      shown += 1
    }
  }
  if (facts.length > 0 && take('')) for (const fact of facts) if (!take(fact)) break
  if (lines.length === 1 + next.length) return { text: '', cut: listed.length }
  lines.push('\n</details>')
  return { text: lines.join('\n'), cut: listed.length - shown }
}

function renderFooter(report: Report): string {
  const total = Object.values(report.timings).reduce((sum, milliseconds) => sum + milliseconds, 0)
  const sources = report.sources.map(
    (answer) => `${answer.source} ${answer.answered ? 'answered' : 'did not answer'}`,
  )
  const { subject } = report
  const judged =
    subject.head === null ? 'no commit' : `${subject.head.slice(0, 12)} against ${subject.baseMeaning}`
  const items = [
    judged,
    `policy: ${report.policy.origin}`,
    ...sources,
    `${report.apiCost.rest} REST calls, ${report.apiCost.graphqlPoints} GraphQL points`,
    `${(total / 1_000).toFixed(1)} s`,
    `valid until ${report.validUntil}`,
    `Operator ${report.version}`,
  ]
  return `<sub>${items.map((item) => escapeMarkdown(shorten(item, 200))).join(' · ')}</sub>`
}

function bytes(text: string): number {
  return Buffer.byteLength(text)
}

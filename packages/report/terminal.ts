import type { CheckStatus } from './check.ts'
import { countStates, shorten, sortFindings } from './findings-table.ts'
import { headline, nextStep, verdictSymbol } from './headline.ts'
import type { Report } from './report.ts'

const marks: Readonly<Record<CheckStatus, string>> = {
  pass: '✓',
  fail: '✗',
  ask: '?',
  unknown: '…',
  pending: '…',
  'not-applicable': '-',
  overridden: '!',
}

/** How many findings of one check a terminal shows; the JSON report has them all. */
const shownPerCheck = 25

/** The report as plain text for a terminal; control characters in untrusted text are shown as escapes. */
export function renderTerminal(report: Report): string {
  const lines = [
    `${verdictSymbol[report.verdict]} ${plain(headline(report))}`,
    `  next: ${plain(nextStep(report))}`,
    '',
  ]
  const width = Math.max(0, ...report.checks.map((check) => check.title.length))
  for (const check of report.checks) {
    const found = countStates(check.findings)
    const level = check.level === 'report' ? ' [report only]' : ''
    lines.push(
      `  ${marks[check.status]} ${check.title.padEnd(width)}  ${plain(shorten(check.reason.message, 300))}${found && ` (${found})`}${level}`,
    )
    const findings = sortFindings(check.findings)
    for (const finding of findings.slice(0, shownPerCheck)) {
      const { location } = finding
      const place = location
        ? `${location.path}${location.line === undefined ? '' : `:${location.line}`}  `
        : ''
      const state = finding.state === 'introduced' ? '' : ` (${finding.state})`
      lines.push(
        `      ${finding.level.padEnd(7)} ${plain(shorten(place, 200))}${plain(shorten(finding.message, 300))}${state}`,
      )
    }
    if (findings.length > shownPerCheck) lines.push(`      … and ${findings.length - shownPerCheck} more`)
  }
  return `${lines.join('\n')}\n`
}

function plain(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

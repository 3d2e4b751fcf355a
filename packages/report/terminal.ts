import type { Check, CheckStatus } from './check.ts'
import type { Finding } from './finding.ts'
import { countStates, sortFindings } from './findings-table.ts'
import { headline, nextStep, verdictSymbol } from './headline.ts'
import { orderChecks } from './order-checks.ts'
import type { Report } from './report.ts'
import { makeVisible } from './visible.ts'
import { shorten } from './wording.ts'

const marks: Readonly<Record<CheckStatus, string>> = {
  pass: '✓',
  fail: '✗',
  ask: '?',
  unknown: '…',
  pending: '…',
  'not-applicable': '-',
  overridden: '!',
}

/** How many findings of one check a terminal shows: those to act on, and the rest. The JSON report has them all. */
const shownToActOn = 25
const shownOfRest = 3

/** The report as plain text for a terminal or a job's log, which in a public repository strangers read. */
export function renderTerminal(report: Report, existing: 'listed' | 'counted' = 'listed'): string {
  const width = Math.max(0, ...report.checks.map((check) => check.title.length))
  const lines = [
    `${verdictSymbol[report.verdict]} ${text(headline(report), 500)}`,
    `  next: ${text(nextStep(report), 1_000)}`,
    '',
    ...orderChecks(report.checks).flatMap((check) => renderCheck(check, width, existing)),
  ]
  return `${lines.join('\n')}\n`
}

function renderCheck(check: Check, width: number, existing: 'listed' | 'counted'): string[] {
  const found = countStates(check.findings)
  const only = check.level === 'report' ? ' [report only]' : ''
  const why = `${text(check.reason.message, 300)}${found && ` (${found})`}${only}`
  const findings = sortFindings(check.findings).filter(
    (finding) => existing === 'listed' || finding.state === 'introduced',
  )
  const isToActOn = ({ state, level }: Finding) => state === 'introduced' && level !== 'note'
  const shown = [
    ...findings.filter(isToActOn).slice(0, shownToActOn),
    ...findings.filter((finding) => !isToActOn(finding)).slice(0, shownOfRest),
  ]
  const cut = findings.length - shown.length
  return [
    `  ${marks[check.status]} ${check.title.padEnd(width)}  ${why}`,
    ...shown.map(renderFinding),
    ...(cut > 0 ? [`      … and ${cut} more`] : []),
  ]
}

function renderFinding({ level, location, message, state }: Finding): string {
  const line = location?.line === undefined ? '' : `:${location.line}`
  const place = location ? `${text(`${location.path}${line}`, 200)}  ` : ''
  return `      ${level.padEnd(7)} ${place}${text(message, 300)}${state === 'introduced' ? '' : ` (${state})`}`
}

function text(untrusted: string, length: number): string {
  return makeVisible(shorten(untrusted, length))
}

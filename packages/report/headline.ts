import type { Check } from './check.ts'
import type { Report } from './report.ts'
import { type Verdict, verdictOfStatus } from './verdict.ts'

export const verdictSymbol: Readonly<Record<Verdict, string>> = {
  go: '✅',
  'ask-human': '🙋',
  incomplete: '❔',
  'no-go': '❌',
}

const words: Readonly<Record<Verdict, string>> = {
  go: 'go: every enforced check passed',
  'ask-human': 'ask a human before going on',
  incomplete: 'incomplete: not enough is known to go on',
  'no-go': 'no-go',
}

/** The verdict in words, as plain text: the first line of everything a person sees. */
export function headline(report: Report): string {
  const reportOnly = report.subject.mode === 'report' ? ' (report mode: nothing is blocked)' : ''
  const others = report.verdict === 'go' ? unenforced(report.checks) : ''
  return `${report.action}: ${report.headline ?? words[report.verdict]}${others}${reportOnly}`
}

/** What to do next, as plain text: the second line. It comes from the check that decided the verdict. */
export function nextStep(report: Report): string {
  const decisive = report.checks.find(
    (check) => check.level === 'enforce' && verdictOfStatus(check.status) === report.verdict,
  )
  if (report.verdict === 'go') {
    const suggestion = report.checks.find((check) => verdictOfStatus(check.status) !== 'go')
    return suggestion
      ? `Nothing blocks. Worth a look: ${suggestion.title}: ${whatToDo(suggestion)}`
      : 'Nothing to do.'
  }
  if (!decisive)
    return 'No check is enforced, so nothing was established: enforce at least one in the policy.'
  return whatToDo(decisive)
}

function whatToDo(check: Check): string {
  return check.next ?? check.reason.message
}

function unenforced(checks: readonly Check[]): string {
  const count = checks.filter(
    (check) => check.level === 'report' && verdictOfStatus(check.status) !== 'go',
  ).length
  if (count === 0) return ''
  return count === 1 ? '; 1 report-only check needs a look' : `; ${count} report-only checks need a look`
}

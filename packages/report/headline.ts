import type { Check } from './check.ts'
import type { Report } from './report.ts'
import { type Verdict, verdictOfStatus } from './verdict.ts'

export const verdictSymbol: Readonly<Record<Verdict, string>> = {
  go: '✅',
  'ask-human': '🙋',
  incomplete: '❔',
  'no-go': '❌',
}

/** The verdict in words, as plain text: the first line of everything a person sees. */
export function headline(report: Report): string {
  const reportOnly = report.subject.mode === 'report' ? ' (report mode: nothing is blocked)' : ''
  return `${report.action}: ${report.headline ?? verdictInWords(report)}${reportOnly}`
}

/** What to do next, as plain text: the second line. It comes from the check that decided the verdict. */
export function nextStep(report: Report): string {
  if (report.verdict === 'go') {
    const suggestion = report.checks.find((check) => verdictOfStatus(check.status) !== 'go')
    return suggestion
      ? `Nothing blocks. Worth a look: ${suggestion.title}: ${whatToDo(suggestion)}`
      : 'Nothing to do.'
  }
  const [decisive] = decisiveChecks(report)
  return decisive === undefined ? 'Enforce at least one check in the policy.' : whatToDo(decisive)
}

function verdictInWords(report: Report): string {
  const checks = namesOf(decisiveChecks(report))
  switch (report.verdict) {
    case 'go':
      return `go: ${whatPassed(report.checks)}${unenforced(report.checks)}`
    case 'ask-human':
      return `ask a human about ${checks}`
    case 'incomplete':
      return checks === ''
        ? 'incomplete: no check is enforced, so nothing was established'
        : `incomplete: not enough is known about ${checks}`
    case 'no-go':
      return `no-go: failed ${checks}`
  }
}

/** Nobody should read that something passed where there was nothing to check. */
function whatPassed(checks: readonly Check[]): string {
  const enforced = checks.filter(({ level }) => level === 'enforce')
  if (enforced.every(({ status }) => status === 'not-applicable')) {
    return 'no enforced check has anything to do here'
  }
  // Whoever reads one line only must not take what people overruled for well.
  const overruled = enforced.filter(({ status }) => status === 'overridden')
  const exception = overruled.length === 0 ? '' : `, but for the overridden ${namesOf(overruled)}`
  return `every enforced check passed${exception}`
}

/** The enforced checks whose status is the verdict. */
function decisiveChecks({ checks, verdict }: Report): Check[] {
  return checks.filter((check) => check.level === 'enforce' && verdictOfStatus(check.status) === verdict)
}

function namesOf([first, second, ...rest]: readonly Check[]): string {
  if (first === undefined) return ''
  if (second === undefined) return `“${first.title}”`
  if (rest.length === 0) return `“${first.title}” and “${second.title}”`
  return `“${first.title}”, “${second.title}” and ${rest.length} more`
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

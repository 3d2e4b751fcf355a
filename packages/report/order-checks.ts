import type { Check } from './check.ts'
import { severityOf, verdictOfStatus } from './verdict.ts'

/** What decides first, then what else needs a look, then what was overridden, what is well, then what does not apply; else as they were. */
export function orderChecks(checks: readonly Check[]): Check[] {
  return [...checks].sort((a, b) => rank(a) - rank(b))
}

function rank({ level, status }: Check): number {
  if (status === 'not-applicable') return 100
  if (status === 'overridden') return 40
  const severity = severityOf(verdictOfStatus(status))
  if (severity === 0) return 50
  return (level === 'enforce' ? 0 : 10) - severity
}

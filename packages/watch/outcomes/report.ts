import type { CheckOutcome } from '@operator/report'
import type { Shipped } from '../snapshot.ts'
import type { WatchState } from '../state.ts'
import { outcome } from './outcome.ts'

/** Whether what shipped, and what came of it, is written down where people look. */
export function reportOutcome(
  { plan, problems: later }: WatchState,
  shipped: Shipped,
  earlier: readonly string[],
): CheckOutcome {
  const problems = [...earlier, ...later]
  const facts = problems.map((fact) => ({ fact, source: 'GitHub' }))
  const [first] = problems
  if (first !== undefined) {
    const next = 'Give the watch the permissions that its README lists.'
    return outcome('report', 'unknown', 'not-written', first, facts, next)
  }
  if (!plan.publishes) {
    const message = 'Watched without an environment on GitHub: there is no deployment to write to.'
    return outcome('report', 'not-applicable', 'no-deployment', message, facts)
  }
  switch (shipped.kind) {
    case 'commits': {
      const count = shipped.total === 1 ? '1 commit' : `${shipped.total} commits`
      return outcome('report', 'pass', 'documented', `${count} shipped; the report lists them.`, facts)
    }
    case 'unknown': {
      const next = 'Write down by hand what shipped.'
      return outcome(
        'report',
        'unknown',
        'changes-unknown',
        `What shipped is not known: ${shipped.why}`,
        facts,
        next,
      )
    }
  }
}
